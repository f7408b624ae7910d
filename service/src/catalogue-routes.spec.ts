import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Hono } from 'hono';
import { paths, type ModuleAnswer, type ModuleList } from '@sonde/schema';
import type { Source } from '@sonde/toolkit';
import { catalogueRoutes } from './catalogue-routes.js';
import { problemResponse, toProblem } from './problem.js';

let server: Server;
let home: string;
let app: Hono;
let readmes = 0;
let card: string;

beforeAll(async () => {
  card = await readFile(join(import.meta.dirname, '../../toolkit/src/catalogue/fixtures/card.yml'), 'utf8');
  const index = { modules: [{ name: 'dogs', card: 'dogs.yml', readme: 'README.md' }] };
  server = createServer(({ url }, response) => {
    if (url === '/README.md') readmes += 1;
    response.end(url === '/index.json' ? JSON.stringify(index) : url === '/dogs.yml' ? card : '# Dogs');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  home = await mkdtemp(join(tmpdir(), 'sonde-routes-'));
  const location = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.json`;
  const sources: Source[] = [{ name: 'far', kind: 'http', location }];
  app = new Hono();
  catalogueRoutes(app, { sources, context: { home, offline: false } });
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true });
});

describe('containers', () => {
  it('are listed once they were fetched', async () => {
    const first = (await (await app.request(paths.modules)).json()) as ModuleList;
    expect(first).toMatchObject({ total: 0, sources: [{ name: 'far', status: 'refreshing' }] });
    const response = await app.request(paths.modulesRefresh, { method: 'POST' });
    expect(await response.json()).toMatchObject({
      total: 1,
      entries: [{ kind: 'container', name: 'dogs', image: 'ai4oshub/dogs-breed-detector' }],
      sources: [{ name: 'far', status: 'fresh', entries: 1 }]
    });
    const counted = (await (await app.request(`${paths.modules}?first=0`)).json()) as ModuleList;
    expect(counted).toMatchObject({ total: 1, entries: [] });
  });

  it('are refused with a sentence where the first so many are no number', async () => {
    app.onError(error => problemResponse(toProblem(error)));
    const response = await app.request(`${paths.modules}?first=abc`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ detail: 'Cannot answer: "first" is "abc"' });
  });

  it('come from a source that is added by its address, or are refused with a sentence', async () => {
    const add = (body: unknown) =>
      app.request(paths.catalogueSources, { method: 'POST', body: JSON.stringify(body) });
    const location = `${home}/mine`;
    await mkdir(join(location, 'cats'), { recursive: true });
    await writeFile(join(location, 'cats', 'ai4-metadata.yml'), card);
    const response = await add({ location });
    expect([response.status, await response.json()]).toEqual([
      201,
      expect.objectContaining({ name: 'mine', kind: 'folder', entries: 1 })
    ]);
    expect((await add({ location: '/no/such/folder' })).status).toBe(422);
    expect((await add({})).status).toBe(422);
  });

  it('are told in full, their README fetched once', async () => {
    for (let round = 0; round < 2; round++) {
      const answer = (await (await app.request(paths.module('dogs'))).json()) as ModuleAnswer;
      expect(answer).toMatchObject({
        kind: 'container',
        readme: '# Dogs',
        card: { description: expect.stringContaining('Transfer learning') },
        here: { runs: false },
        wouldRun: [{ where: 'Docker' }, {}, {}]
      });
    }
    expect(readmes).toBe(1);
  });
});
