import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folderAt, type JobFolder } from '../../jobs/job-folder.js';
import { echoMark } from '../../jobs/runner-environment.js';
import { Relay } from './relay.js';

let folder: JobFolder;
beforeEach(() => {
  const path = mkdtempSync(join(tmpdir(), 'sonde-relay-'));
  folder = folderAt(path, 'j1');
  for (const file of [folder.events, folder.log]) writeFileSync(file, '');
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const event = (n: number, more: object = { kind: 'log', level: 'info', text: `${n}` }): string =>
  `${echoMark}${JSON.stringify({ n, t: n, ...more })}\n`;

async function relay(text: string, pieces = 7): Promise<void> {
  const bytes = Buffer.from(text);
  const cut = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, i) =>
    bytes.subarray(i * pieces, (i + 1) * pieces)
  );
  const one = await Relay.begin(folder, { beforeEnd: () => Promise.resolve() });
  await pipeline(Readable.from(cut), one.sink);
  one.close();
}
const log = (): string => readFileSync(folder.log, 'utf8');
const numbers = (): number[] =>
  readFileSync(folder.events, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => (JSON.parse(line) as { n: number }).n);

describe('what a container printed', () => {
  it('is events where they are marked, and else the log', async () => {
    await relay(`one\n${event(1)}two\n${event(2)}`);
    expect(log()).toBe('one\ntwo\n');
    expect(numbers()).toEqual([1, 2]);
  });

  it('stays in the log where the mark stands before anything else', async () => {
    const text = `a${echoMark}no event\n${echoMark}{"n":1}\n${echoMark}${'{'.repeat(99)}\nend\n`;
    await relay(text);
    expect(log()).toBe(text);
  });

  it('is neither lost nor doubled when it comes again', async () => {
    const text = `one\n${echoMark}odd\n${event(1)}two\n${event(2)}three\n`;
    await relay(text.slice(0, 20));
    await relay(text);
    await relay(text);
    expect(log()).toBe(`one\n${echoMark}odd\ntwo\nthree\n`);
    expect(numbers()).toEqual([1, 2]);
  });

  it('does not fill the memory when a mark is followed by no end', async () => {
    const text = `${echoMark}${'x'.repeat(2 ** 24 + 1)}\nend\n`;
    await relay(text, 2 ** 20);
    expect(log()).toBe(text);
  });
});
