// Serves a page with the catalogue panel and lists of synthetic cards, and opens it in chromium.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import webpack from 'webpack';
import { inOrder } from '../schema/lib/catalogue-search.js';
import { syntheticEntries } from './synthetic-cards.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @returns `open()` gives a fresh page with `bench` in it; `close()` ends all. */
export async function panelPage() {
  const folder = await mkdtemp(join(tmpdir(), 'sonde-bench-catalogue-'));
  await bundle(folder);
  const server = createServer(respond(folder)).listen(0, '127.0.0.1');
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-extensions', '--js-flags=--expose-gc']
  });
  return {
    async open() {
      const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      await page.waitForFunction(() => globalThis.bench !== undefined);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Megabytes that a page holds after a collection, typed arrays included. */
export async function memoryOf(page) {
  const session = await page.context().newCDPSession(page);
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return (usedSize + backingStorageSize) / 2 ** 20;
}

/** As the service answers: the first entries of the panel's order, or all; made once, so that only sending counts. */
function respond(folder) {
  const lists = new Map();
  const listOf = (cards, first) => {
    const key = `${cards} ${first}`;
    if (!lists.has(key)) {
      const entries = inOrder(syntheticEntries(cards));
      lists.set(
        key,
        JSON.stringify({ entries: entries.slice(0, first), total: cards, sources: [], revision: '' })
      );
    }
    return lists.get(key);
  };
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [, cards] = /^\/modules\/(\d+)$/.exec(pathname) ?? [];
    if (cards) {
      response.setHeader('content-type', 'application/json');
      response.end(listOf(Number(cards), Number(searchParams.get('first') ?? cards)));
    } else if (pathname === '/page.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(await readFile(join(folder, 'page.js')));
    } else {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<!doctype html><meta charset="utf-8"><title>Catalogue</title><script src="/page.js"></script>'
      );
    }
  };
}

async function bundle(folder) {
  const stats = await promisify(webpack)({
    mode: 'production',
    devtool: false,
    entry: join(here, 'ours/catalogue-page.js'),
    output: { path: folder, filename: 'page.js' },
    performance: { hints: false },
    module: {
      rules: [
        { test: /\.css$/, use: ['style-loader', 'css-loader'] },
        { test: /\.svg$/, type: 'asset/source' },
        { test: /\.m?js$/, resolve: { fullySpecified: false } }
      ]
    },
    resolve: {
      fallback: { path: false, url: false, util: false, buffer: false, assert: false, stream: false }
    }
  });
  if (stats.hasErrors()) throw new Error(`Cannot bundle the panel: ${stats.toString('errors-only')}`);
}
