/** For tests: a web server on loopback that answers as it is told, and a catalogue of what it serves. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { CatalogueEntry, SourceState } from '@sonde/schema';
import { catalogue } from '../catalogue/catalogue.js';
import type { CatalogueContext } from '../catalogue/context.js';
import type { Source } from '../catalogue/source.js';

export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

const fixtures = join(import.meta.dirname, '../catalogue/fixtures');
const published = (file: string): string => readFileSync(join(fixtures, file), 'utf8');

/** Cards as AI4OS and DEEP publish them. */
export const card = published('card.yml');
export const oldCard = published('metadata-v1.json');

const patient = 20_000;

export class RemoteCatalogue {
  /** By path; one of `*` and a file's name answers for that file in every folder. */
  readonly answers: Record<string, Answer> = {};
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  base = '';
  home = '';
  /** Of a fetch, in milliseconds: short only where something never answers. */
  timeout = patient;
  time = Date.parse('2026-11-23T12:00:00Z');
  #server: Server | undefined;

  context(): CatalogueContext & { home: string } {
    return { home: this.home, offline: false, timeout: this.timeout, now: () => this.time };
  }

  /** The catalogue after everything was fetched. */
  async refreshed(...from: Source[]): Promise<{ entries: CatalogueEntry[]; states: readonly SourceState[] }> {
    const result = await catalogue.refresh({}, from, this.context());
    return { entries: [...result.entries], states: result.sources };
  }

  /** The published list, with its repositories on our server. */
  list(kind: 'gitmodules' | 'modules-yml'): Source {
    const text = published(kind === 'gitmodules' ? 'gitmodules.txt' : 'MODULES.yml');
    this.answers[`/${kind}`] = text.replaceAll('https://github.com', this.base);
    return { name: kind, kind, location: `${this.base}/${kind}` };
  }

  index(...modules: object[]): Source {
    this.answers['/index.json'] = JSON.stringify({ modules });
    return { name: 'ours', kind: 'http', location: `${this.base}/index.json` };
  }

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const answer = this.answers[path] ?? this.answers[`*${path.slice(path.lastIndexOf('/'))}`];
      if (answer === undefined) response.writeHead(404).end();
      else if (typeof answer === 'string') response.end(answer);
      else answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.base = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

/** One for all tests of a file; each starts with no answers and an empty home. */
export function remoteCatalogue(): RemoteCatalogue {
  const web = new RemoteCatalogue();
  beforeAll(() => web.open());
  afterAll(() => web.close());
  beforeEach(() => {
    web.home = mkdtempSync(join(tmpdir(), 'sonde-remote-'));
    for (const path of Object.keys(web.answers)) delete web.answers[path];
    web.asked.length = 0;
    web.timeout = patient;
  });
  afterEach(() => rmSync(web.home, { recursive: true, force: true }));
  return web;
}

export function problemOf(entry: CatalogueEntry | undefined): string | undefined {
  return entry && !entry.ok ? entry.problem : undefined;
}
