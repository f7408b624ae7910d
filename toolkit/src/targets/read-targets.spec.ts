import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readTargets } from './read-targets.js';
import { targetKinds } from './target-kinds.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-targets-'));
});
afterEach(() => rm(home, { recursive: true }));

const names = (): string[] => readTargets(home).map(target => target.name);
const why = (name: string): Promise<unknown> | undefined =>
  readTargets(home)
    .find(target => target.name === name)
    ?.capabilities();

describe('the targets of a home', () => {
  it('are one of each kind when nothing is said', () => {
    expect(names()).toEqual(Object.keys(targetKinds));
  });

  it('are those that the file names, too, and what it says of the usual ones holds', async () => {
    await writeFile(
      join(home, 'targets.json'),
      '{"local": {"kind": "local", "slots": 3}, "one by one": {"kind": "local", "slots": 1}}'
    );
    expect(names().sort()).toEqual([...Object.keys(targetKinds), 'one by one'].sort());
    expect(await why('local')).toMatchObject({ slots: 3 });
    expect(await why('one by one')).toMatchObject({ slots: 1 });
  });

  it('that are wrong say so, and take none of the others away', async () => {
    await writeFile(
      join(home, 'targets.json'),
      '{"a": {"kind": "lokal"}, "b": {"kind": "local", "slots": 0}, "c": 3, "d": {"kind": "local"}}'
    );
    expect(names()).toEqual([...Object.keys(targetKinds), 'a', 'b', 'c', 'd']);
    await expect(why('a')).rejects.toThrow('"kind" is "lokal", it should be one of local');
    await expect(why('b')).rejects.toThrow(`Cannot read target "b" in ${join(home, 'targets.json')}`);
    await expect(why('c')).rejects.toThrow('Cannot read target "c"');
    expect(await why('d')).toMatchObject({ cpus: expect.any(Number) });
  });

  it('stay the usual ones when the file is no JSON, beside one that says so', async () => {
    await writeFile(join(home, 'targets.json'), '{"a": ');
    expect(names()).toEqual([...Object.keys(targetKinds), 'targets.json']);
    await expect(why('targets.json')).rejects.toThrow(`Cannot read ${join(home, 'targets.json')}`);
  });
});
