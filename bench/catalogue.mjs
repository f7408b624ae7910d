// The catalogue among many cards: what a key costs in the panel, how long its first screen takes, and what the index
// weighs, beside a general search library in the same browser.
import { performance } from 'node:perf_hooks';
import { CatalogueSearch } from '../schema/lib/catalogue-search.js';
import { memoryOf, panelPage } from './panel-page.mjs';
import { median, row } from './rows.mjs';
import { keystrokes, syntheticEntries } from './synthetic-cards.mjs';

const peerName = 'minisearch 7.2.0';

export async function run({ rounds, say }) {
  const seen = Object.fromEntries(
    'buildNode keyNode keyPanel keyPainted key keyPeer build buildPeer few many'
      .split(' ')
      .map(name => [name, []])
  );
  const site = await panelPage();
  try {
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      inNode(seen);
      // Few and many in turns, so that what else the machine does falls on both.
      for (let turn = 0; turn < 3; turn++) {
        for (const [cards, where] of turn % 2
          ? [
              [10, seen.few],
              [10_000, seen.many]
            ]
          : [
              [10_000, seen.many],
              [10, seen.few]
            ]) {
          where.push((await inPage(site, page => page.evaluate(n => bench.open(n), cards))).painted);
        }
      }
      const typed = await inPage(site, typeIntoPanel);
      seen.keyPanel.push(typed.rows);
      seen.keyPainted.push(typed.shown);
      for (const [who, build, key] of [
        ['ours', seen.build, seen.key],
        ['peer', seen.buildPeer, seen.keyPeer]
      ]) {
        await inPage(site, async page => {
          build.push(await page.evaluate(name => bench.build(name, 10_000), who));
          key.push(p95(await page.evaluate(states => bench.find(states), keystrokes)));
        });
      }
    }
    say('memory with 100,000 cards');
    const memory = {
      cards: await weigh(site, page => page.evaluate(() => bench.keepEntries(100_000))),
      ours: await weigh(site, page => page.evaluate(() => bench.build('ours', 100_000))),
      peer: await weigh(site, page => page.evaluate(() => bench.build('peer', 100_000)))
    };
    const first = { few: median(seen.few), many: median(seen.many) };
    return {
      rows: [
        row({
          metric: '10,000 cards: key to rows in the panel, p95',
          unit: 'ms',
          ours: median(seen.keyPanel),
          goal: 16
        }),
        // The browser paints when it is ready to.
        row({
          metric: '10,000 cards: key to rows painted, p95',
          unit: 'ms',
          ours: median(seen.keyPainted)
        }),
        row({
          metric: '10,000 cards: key to hits in chromium, p95',
          unit: 'ms',
          ours: median(seen.key),
          peer: median(seen.keyPeer),
          peerName,
          goal: 1
        }),
        row({ metric: '10,000 cards: key to hits in node, p95', unit: 'ms', ours: median(seen.keyNode) }),
        row({
          metric: '10,000 cards: index',
          unit: 'ms',
          ours: median(seen.build),
          peer: median(seen.buildPeer),
          peerName,
          goal: 1
        }),
        row({ metric: '10,000 cards: index in node', unit: 'ms', ours: median(seen.buildNode) }),
        row({
          metric: '10,000 cards: first screen of the panel',
          unit: 'ms',
          ours: first.many,
          peer: first.few,
          peerName: 'the panel with 10 cards',
          goal: 1.2
        }),
        row({ metric: '100,000 cards: cards and index', unit: 'MB', ours: memory.ours, goal: 150 }),
        row({
          metric: '100,000 cards: index alone',
          unit: 'MB',
          ours: memory.ours - memory.cards,
          peer: memory.peer - memory.cards,
          peerName,
          goal: 1
        })
      ]
    };
  } finally {
    await site.close();
  }
}

function inNode(seen) {
  const entries = syntheticEntries(10_000);
  const begun = performance.now();
  const search = new CatalogueSearch(entries);
  search.advance();
  seen.buildNode.push(performance.now() - begun);
  seen.keyNode.push(
    p95(
      keystrokes.map(text => {
        const key = performance.now();
        search.find({ text });
        return performance.now() - key;
      })
    )
  );
}

async function typeIntoPanel(page) {
  await page.evaluate(() => bench.open(10_000));
  await page.evaluate(() => bench.indexed());
  const { rows, shown } = await page.evaluate(states => bench.type(states), keystrokes);
  return { rows: p95(rows), shown: p95(shown) };
}

/** Megabytes that `work` adds to a page. */
async function weigh(site, work) {
  return inPage(site, async page => {
    const before = await memoryOf(page);
    await work(page);
    return (await memoryOf(page)) - before;
  });
}

async function inPage(site, work) {
  const page = await site.open();
  try {
    return await work(page);
  } finally {
    await page.context().close();
  }
}

function p95(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)];
}
