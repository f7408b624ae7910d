import { describe, expect, it } from '@jest/globals';
import { serviceHeader } from '@sonde/schema';
import { Jobs } from '@sonde/toolkit';
import { createApp } from './app.js';
import { ours, sources } from './testing/running-service.js';

describe('who may ask', () => {
  const app = createApp({ jobs: new Jobs({ home: '/nowhere' }), sources });
  const status = async (headers: Record<string, string>, method = 'GET'): Promise<number> =>
    (await app.request('http://lab.example:8888/api/modules', { method, headers })).status;

  it('is refused without our header, with a problem that says so', async () => {
    const response = await app.request('/api/modules');
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: 'refused',
      title: 'Refused',
      status: 403,
      detail: 'The request lacks the header X-Sonde-Client: lab',
      hint: 'Only the Sonde panels of JupyterLab speak to this service.'
    });
    expect(await status({ ...ours, [serviceHeader.name]: 'other' })).toBe(403);
  });

  it.each([
    ['no origin, as a browser asks its own site', {}, 200],
    ['our origin', { Origin: 'http://lab.example:8888' }, 200],
    ['our origin over TLS', { Origin: 'https://LAB.example:8888' }, 200],
    [
      'our origin, told by a proxy in front',
      { Origin: 'https://hub.example', 'X-Forwarded-Host': 'hub.example, inner' },
      200
    ],
    ['another site', { Origin: 'https://evil.example' }, 403],
    ['our host on another port', { Origin: 'http://lab.example:9999' }, 403],
    ['a host that ends as ours', { Origin: 'http://evil-lab.example:8888' }, 403],
    ['a file or a sandboxed frame', { Origin: 'null' }, 403],
    ['nonsense', { Origin: 'lab.example:8888' }, 403],
    ['an empty origin', { Origin: '' }, 403]
  ])('with %s', async (_, headers, expected) => {
    expect(await status({ Host: 'lab.example:8888', ...ours, ...(headers as Record<string, string>) })).toBe(
      expected
    );
  });

  it('gets no answer to a preflight that would let a foreign page set our header', async () => {
    const response = await app.request('/api/jobs', {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Headers': 'x-sonde-client' }
    });
    expect(response.status).toBe(403);
    expect([...response.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
  });
});
