/** An index over a real socket: whatever its server does, the catalogue shows what it has. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { card, problemOf, remoteCatalogue, type Answer } from '../testing/remote-catalogue.js';
import { catalogue } from './catalogue.js';

const web = remoteCatalogue();

describe('an index', () => {
  it('names cards by addresses relative to itself', async () => {
    web.answers['/cards/a.yml'] = card;
    const { entries } = await web.refreshed(
      web.index({ name: 'a', card: 'cards/a.yml' }, { name: '../b', card: 'b.yml' })
    );
    expect(entries.map(entry => [entry.name, entry.ok])).toEqual([
      ['../b', false],
      ['a', true]
    ]);
    expect(problemOf(entries[0])).toBe('The name "../b" cannot be that of a module');
  });

  it('is not fetched again where nothing changed', async () => {
    let sent = 0;
    web.answers['/a.yml'] = (request, response) => {
      response.setHeader('ETag', '"1"');
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.end(card, () => sent++);
    };
    const source = web.index({ name: 'a', card: 'a.yml' });
    await web.refreshed(source);
    const { entries } = await web.refreshed(source);
    expect(sent).toBe(1);
    expect(entries).toEqual([expect.objectContaining({ ok: true, name: 'a' })]);
  });

  it('keeps the card that it had when a new one cannot be fetched', async () => {
    web.answers['/a.yml'] = web.answers['/b.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' }, { name: 'b', card: 'b.yml' });
    await web.refreshed(source);
    web.answers['/a.yml'] = (_, response) => response.writeHead(503).end();
    const { entries, states } = await web.refreshed(source);
    expect(entries.every(entry => entry.ok)).toBe(true);
    expect(states[0]).toMatchObject({ status: 'fresh', problem: expect.stringContaining('1 of 2 cards') });
  });

  it('that is on this machine may redirect to this machine', async () => {
    const source = web.index();
    web.answers['/index.json'] = (_, response) =>
      response.writeHead(302, { Location: `${web.base}/moved/index.json` }).end();
    web.answers['/moved/index.json'] = '{"modules": [{"name": "a", "card": "a.yml"}]}';
    web.answers['/a.yml'] = card;
    const { entries } = await web.refreshed(source);
    expect(entries).toEqual([expect.objectContaining({ ok: true, name: 'a' })]);
  });

  it.each([
    ['hangs', () => undefined, /did not answer within 2 s/],
    ['answers 500', (_: unknown, response: ServerResponse) => response.writeHead(500).end(), /answered 500/],
    ['is garbage', '{"modules": [', /The list is not YAML or JSON/],
    ['is HTML', '<html><p>Log in</p></html>', /The list must hold/],
    ['is null', 'null', /The list must hold/],
    [
      'is too large',
      (_: unknown, response: ServerResponse) => response.end('x'.repeat(5 << 20)),
      /more than/
    ],
    [
      'breaks off',
      (_: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('{"mod', () => response.destroy());
      },
      /broke/
    ],
    [
      'redirects in circles',
      (_: unknown, response: ServerResponse) => response.writeHead(302, { Location: '/index.json' }).end(),
      /redirects more than 5 times/
    ],
    [
      'redirects to a file',
      (_: unknown, response: ServerResponse) =>
        response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
      /redirects to "file:\/\/\/etc\/passwd", which is not an http or https address/
    ]
  ] as [string, Answer, RegExp][])('that %s is a sentence in its state', async (what, answer, problem) => {
    if (what === 'hangs') web.timeout = 2000;
    const source = web.index();
    web.answers['/index.json'] = answer;
    const { entries, states } = await web.refreshed(source);
    expect(entries).toEqual([]);
    expect(states[0]).toMatchObject({ status: 'failed', entries: 0, next: '2026-11-23T12:01:00.000Z' });
    expect(states[0]?.problem).toMatch(problem);
  });

  it('shows a line that is wrong as a card that says so, beside those that are right', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' }, { name: 'b' }, { card: 'a.yml' });
    const { entries, states } = await web.refreshed(source);
    expect(entries.map(entry => [entry.name, problemOf(entry)])).toEqual([
      ['a', undefined],
      ['b', 'Module 2 of the index is {"name":"b"}; a "name" and the address of its "card" were wanted'],
      ['entry-3', expect.stringContaining('Module 3 of the index is {"card":"a.yml"}')]
    ]);
    expect(states[0]).toMatchObject({ status: 'fresh', entries: 3 });
  });

  it('of which some cards failed is fetched again ever later, until all have come', async () => {
    web.answers['/a.yml'] = card;
    web.answers['/b.yml'] = (_, response) => response.writeHead(500).end();
    const source = web.index({ name: 'a', card: 'a.yml' }, { name: 'b', card: 'b.yml' });
    const fetchedAfter = async (minutes: number): Promise<boolean> => {
      web.asked.length = 0;
      const context = { ...web.context(), now: () => web.time + minutes * 60_000 };
      await catalogue.list([source], context);
      await catalogue.settled({}, [source], context);
      return web.asked.length > 0;
    };
    const { states } = await web.refreshed(source);
    expect(states[0]).toMatchObject({ status: 'fresh', next: '2026-11-23T12:01:00.000Z' });
    const seen: boolean[] = [];
    for (const minutes of [0.5, 1, 2, 3, 6, 7]) seen.push(await fetchedAfter(minutes));
    expect(seen).toEqual([false, true, false, true, false, true]);
    web.answers['/b.yml'] = card;
    expect((await web.refreshed(source)).states[0]).not.toHaveProperty('next');
  });

  it('that fails keeps what is cached, and is tried again ever later', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' });
    await web.refreshed(source);
    web.answers['/index.json'] = (_, response) => response.writeHead(500).end();
    const nexts: (string | undefined)[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const { entries, states } = await web.refreshed(source);
      expect(entries).toHaveLength(1);
      expect(states[0]).toMatchObject({ status: 'cached', fetched: '2026-11-23T12:00:00.000Z' });
      nexts.push(states[0]?.next?.slice(11, 16));
    }
    expect(nexts).toEqual(['12:01', '12:02', '12:04']);
    web.answers['/index.json'] = JSON.stringify({ modules: [] });
    const { states } = await web.refreshed(source);
    expect(states[0]).toMatchObject({ status: 'fresh', entries: 0 });
    expect(states[0]).not.toHaveProperty('problem');
  });
});
