/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { SondeError } from '@sonde/schema';
import { ServiceClient, type Send } from './client.js';

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
const page = (status: number, html: string) =>
  new Response(html, { status, headers: { 'content-type': 'text/html' } });

/** A client whose service gives these answers in turn, and what it was asked. */
function clientOf(answers: (Response | Error)[], attempts: readonly number[] = [10, 20]) {
  const asked: { path: string; init: RequestInit }[] = [];
  const waited: number[] = [];
  const send: Send = (path, init) => {
    asked.push({ path, init });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('asked too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const wait = (ms: number) => {
    waited.push(ms);
    return Promise.resolve();
  };
  return { client: new ServiceClient({ send, wait, attempts }), asked, waited };
}

const failureOf = async (work: Promise<unknown>): Promise<SondeError> => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error
  );
  expect(thrown).toBeInstanceOf(SondeError);
  return thrown as SondeError;
};

describe('ServiceClient', () => {
  it('sends the header that foreign pages cannot send', async () => {
    const { client, asked } = clientOf([json(200, { entries: [], total: 0 })]);
    await client.modules();
    expect(asked[0]?.path).toBe('/api/modules');
    expect(asked[0]?.init.headers).toMatchObject({ 'X-Sonde-Client': 'lab' });
  });

  it('puts names into paths safely', async () => {
    const { client, asked } = clientOf([json(200, {}), json(200, {}), json(200, {})]);
    await client.module('../jobs?x');
    await client.module('a&b/c');
    await client.picture('a/b', '../c&d.png');
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/modules/jobs%3Fx?source=..',
      '/api/modules/c?source=a%26b',
      '/api/modules/b/pictures?source=a&path=..%2Fc%26d.png'
    ]);
  });

  it('asks again while the proxy starts the service', async () => {
    const { client, waited } = clientOf([
      page(500, 'could not start sonde in time'),
      page(503, ''),
      json(200, { jobs: [] })
    ]);
    expect((await client.jobs()).jobs).toEqual([]);
    expect(waited).toEqual([10, 20]);
  });

  it('gives up with the last cause when the service does not start', async () => {
    const html = `<html><head><title>500 : Internal Server Error</title></head><body>${'x'.repeat(9999)}</body></html>`;
    const { client } = clientOf([page(502, ''), page(502, ''), page(500, html)]);
    const error = await failureOf(client.jobs());
    expect(error.code).toBe('service-down');
    expect(error.message).toBe('The Sonde service did not start (500): 500 : Internal Server Error');
    expect(error.hint).toMatch(/terminal/);
  });

  it('repeats what the service itself says, at once and whole', async () => {
    const problem = {
      type: 'module-unknown',
      title: 'Unknown module',
      status: 404,
      detail: 'No module is called "imge"',
      hint: 'Did you mean "image-classification"?',
      fields: { module: ['unknown'] }
    };
    const { client, waited } = clientOf([json(404, problem, 'application/problem+json')]);
    const error = await failureOf(client.module('imge'));
    expect(error).toMatchObject({
      code: 'module-unknown',
      message: problem.detail,
      hint: problem.hint,
      fields: problem.fields
    });
    expect(waited).toEqual([]);
  });

  it('does not ask again when the service itself failed', async () => {
    const problem = { type: 'broken', title: '', status: 500, detail: 'Cannot read the index' };
    const { client, asked } = clientOf([json(500, problem, 'application/problem+json')]);
    expect((await failureOf(client.jobs())).message).toBe('Cannot read the index');
    expect(asked).toHaveLength(1);
  });

  it('says that the server has no such service', async () => {
    const { client } = clientOf([page(404, '<h1>404 : Not Found</h1>')]);
    const error = await failureOf(client.modules());
    expect(error.code).toBe('service-missing');
    expect(error.hint).toMatch(/npm start/);
  });

  it('says that the login may have ended', async () => {
    const { client } = clientOf([json(403, { message: 'Forbidden' })]);
    const error = await failureOf(client.modules());
    expect(error.message).toBe('Jupyter refused the request (403): Forbidden');
  });

  it('cuts a page without a title down to its text', async () => {
    const html = `<style>p{}</style><script>let x</script><p>Too   busy ${'very '.repeat(200)}</p>`;
    const { client } = clientOf([page(418, html)]);
    const error = await failureOf(client.modules());
    expect(error.message).toMatch(/^The Sonde service could not be asked \(418\): Too busy very/);
    expect(error.message.length).toBeLessThan(220);
    expect(error.message).not.toMatch(/[<>{}]/);
  });

  it('says that the server cannot be reached', async () => {
    const { client } = clientOf([new TypeError('Failed to fetch')]);
    const error = await failureOf(client.modules());
    expect(error.code).toBe('server-unreachable');
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it('ends with the reason of the signal, not with a network error', async () => {
    const stop = new AbortController();
    stop.abort(new Error('panel closed'));
    const { client } = clientOf([new TypeError('aborted')]);
    await expect(client.modules({ signal: stop.signal })).rejects.toThrow('panel closed');
  });

  it('cancels by POST and answers with the record', async () => {
    const { client, asked } = clientOf([json(200, { id: 'a/b', state: 'stopping' })]);
    expect(await client.cancel('a/b')).toEqual({ id: 'a/b', state: 'stopping' });
    expect(asked[0]).toMatchObject({ path: '/api/jobs/a%2Fb/cancel', init: { method: 'POST' } });
  });

  it('asks for a stream as an event stream, because the proxy buffers everything else', async () => {
    const { client, asked } = clientOf([new Response('data: x\n\n')]);
    await client.stream('/api/jobs/stream');
    expect(asked[0]?.init.headers).toMatchObject({ Accept: 'text/event-stream', 'X-Sonde-Client': 'lab' });
  });
});
