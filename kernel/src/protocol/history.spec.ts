import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { History, historyTuples, type HistoryRequest } from './history.js';
import { HistoryFolder, type HistoryFolderOptions } from './history-folder.js';

let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-history-'));
  said = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const keep = (options: Partial<HistoryFolderOptions> = {}, where = folder) =>
  new History(new HistoryFolder(where, { log: sentence => said.push(sentence), ...options }));

async function session(
  inputs: readonly string[],
  options: Partial<HistoryFolderOptions> = {}
): Promise<void> {
  const history = keep(options);
  for (const [index, input] of inputs.entries()) history.add(index + 1, input);
  await history.close();
}

const inputs = async (history: History, request: HistoryRequest) =>
  (await history.find(request)).map(({ session, line, input }) => `${session}/${line} ${input}`);

describe('the history of one session', () => {
  function history() {
    const kept = new History();
    for (const [index, input] of ['a = 1', 'b = 2', 'a = 1', 'a + b'].entries()) kept.add(index + 1, input);
    kept.setOutput(4, '3');
    return kept;
  }

  it('gives the last n', async () => {
    expect(historyTuples(await history().find({ hist_access_type: 'tail', n: 2 }), true)).toEqual([
      [1, 3, ['a = 1', null]],
      [1, 4, ['a + b', '3']]
    ]);
    expect(await history().find({ hist_access_type: 'tail', n: 0 })).toEqual([]);
  });

  it('gives a range of this session by 0 or by number, without its end', async () => {
    for (const session of [0, 1]) {
      const found = await history().find({ hist_access_type: 'range', session, start: 2, stop: 4 });
      expect(historyTuples(found, false)).toEqual([
        [1, 2, 'b = 2'],
        [1, 3, 'a = 1']
      ]);
    }
    expect(await history().find({ hist_access_type: 'range', session: -1 })).toEqual([]);
  });

  it.each<[HistoryRequest, string[]]>([
    [{ pattern: 'a*' }, ['1/1 a = 1', '1/3 a = 1', '1/4 a + b']],
    [{ pattern: 'a*', unique: true }, ['1/3 a = 1', '1/4 a + b']],
    [{ pattern: '? = ?', n: 1 }, ['1/3 a = 1']],
    [{ pattern: '[b-z]*' }, ['1/2 b = 2']],
    [{ pattern: '[^b]*[ab]' }, ['1/4 a + b']],
    [{ pattern: '(a' }, []],
    [{ pattern: '[z-a]' }, []],
    [{ pattern: '[(' }, []]
  ])('searches %j', async (request, found) => {
    expect(await inputs(history(), { hist_access_type: 'search', ...request })).toEqual(found);
  });
});

describe('the history on disk', () => {
  it('touches nothing before there is something to keep', async () => {
    const where = join(folder, 'deep', 'down');
    const history = keep({}, where);
    expect(await history.find({ hist_access_type: 'tail', n: 5 })).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    history.add(1, 'x');
    await history.close();
    expect(await readdir(where)).toEqual(['1.ndjson']);
    // What people type is nobody else's business.
    expect((await stat(where)).mode & 0o777).toBe(0o700);
    expect((await stat(join(where, '1.ndjson'))).mode & 0o777).toBe(0o600);
  });

  it('gives earlier sessions their numbers, to all that ask', async () => {
    await session(['a', 'b']);
    await session(['c']);
    const history = keep();
    expect(await inputs(history, { hist_access_type: 'range', session: -1 })).toEqual(['2/1 c']);
    history.add(1, 'd');
    history.setOutput(1, '4');
    expect(await inputs(history, { hist_access_type: 'range', session: -2, start: 2 })).toEqual(['1/2 b']);
    expect(await inputs(history, { hist_access_type: 'range', session: 1, start: 1, stop: 2 })).toEqual([
      '1/1 a'
    ]);
    expect(await inputs(history, { hist_access_type: 'tail', n: 3 })).toEqual(['1/2 b', '2/1 c', '3/1 d']);
    expect(await inputs(history, { hist_access_type: 'search', pattern: '?', n: 2 })).toEqual([
      '2/1 c',
      '3/1 d'
    ]);
    await history.close();
    const [, [number, line, [input, output]]] = historyTuples(
      await keep().find({ hist_access_type: 'tail', n: 2 }),
      true
    ) as [unknown, [number, number, [string, string]]];
    expect([number, line, input, output]).toEqual([3, 1, 'd', '4']);
  });

  it('takes a number of its own for each of many that start at once', async () => {
    const many = Array.from({ length: 12 }, () => keep());
    many.forEach((history, index) => {
      for (let line = 1; line <= 20; line++) history.add(line, `${index}: ${line}`);
    });
    await Promise.all(many.map(one => one.close()));
    const all = await keep().find({ hist_access_type: 'tail' });
    expect(all.length).toBe(240);
    expect(new Set(all.map(one => one.session)).size).toBe(12);
    for (const { session, input } of all) {
      const first = all.find(one => one.session === session)?.input ?? '';
      expect(input.split(':')[0]).toBe(first.split(':')[0]);
    }
  });

  it('passes over lines that are broken, cut short or something else', async () => {
    await session(['a', 'b']);
    const file = join(folder, '1.ndjson');
    await writeFile(file, `${await readFile(file, 'utf8')}\0\0{"li\n[1]\nnull\n{"line":"x","input":5}\n`);
    await appendFile(file, '{"line":3,"input":"c"}\n{"line":4,"inp');
    await writeFile(join(folder, 'notes.txt'), 'not ours');
    expect(await inputs(keep(), { hist_access_type: 'tail' })).toEqual(['1/1 a', '1/2 b', '1/3 c']);
  });

  it('goes on in memory where it cannot write, and says so once', async () => {
    await writeFile(join(folder, 'file'), '');
    const history = keep({}, join(folder, 'file', 'history'));
    history.add(1, 'a');
    history.add(2, 'b');
    expect(await inputs(history, { hist_access_type: 'tail' })).toEqual(['1/1 a', '1/2 b']);
    await history.close();
    expect(said).toEqual([
      expect.stringMatching(/^The history is kept in memory only: cannot write to .*ENOTDIR.*SONDE_HISTORY/)
    ]);
  });

  it('does not ask again and again for a folder that cannot be made', async () => {
    if (process.platform !== 'linux') return;
    const history = keep({}, '/proc/no/history');
    history.add(1, 'a');
    expect(await inputs(history, { hist_access_type: 'tail' })).toEqual(['1/1 a']);
    await history.close();
    expect(said).toEqual([expect.stringContaining('cannot write to /proc/no/history')]);
  });

  it('forgets the oldest when there are too many, or too much', async () => {
    for (const input of ['a', 'b', 'c', 'd']) await session([input], { mostSessions: 3 });
    const left = async () => (await readdir(folder)).sort().join(' ');
    while ((await left()) !== '2.ndjson 3.ndjson 4.ndjson') await new Promise(setImmediate);
    await session(['x'.repeat(5000)]);
    await session(['y'], { mostBytes: 4000 });
    while ((await left()) !== '6.ndjson') await new Promise(setImmediate);
    expect(await inputs(keep(), { hist_access_type: 'tail' })).toEqual(['6/1 y']);
  });
});
