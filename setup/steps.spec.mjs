import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentKey, keyOf, Steps } from './steps.mjs';

let root;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'sonde-steps-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a step of the set-up', () => {
  let printed = '';
  const runs = [];
  const once = (key, options = {}) =>
    new Steps({ root, live: false, write: text => (printed += text) }).step('Make it', {
      key,
      run: async () => {
        runs.push(key);
        if (options.fails) throw new Error('no');
        return options.note;
      },
      ...options
    });
  beforeEach(() => {
    printed = '';
    runs.length = 0;
  });

  it('runs once for a key, again for another one or when its result is gone', async () => {
    await once('a', { note: 'done well' });
    await once('a');
    expect(runs).toEqual(['a']);
    await once('b');
    await once('b', { there: () => false });
    expect(runs).toEqual(['a', 'b', 'b']);
    expect(printed).toMatch(/✓ Make it \(\d+\.\d s\): done well/);
  });

  it('runs again after a failure, and says nothing when there is nothing to do', async () => {
    await expect(once('a', { fails: true })).rejects.toThrow('no');
    await once('a');
    printed = '';
    await once('a');
    expect(runs).toEqual(['a', 'a']);
    expect(printed).toBe('');
  });
});

describe('keys', () => {
  it('change with a content, a name, and a new file, and not with what is built', () => {
    mkdirSync(join(root, 'src/lib'), { recursive: true });
    writeFileSync(join(root, 'src/a.ts'), 'a');
    const first = contentKey(root, ['src']);
    writeFileSync(join(root, 'src/lib/built.js'), 'x');
    expect(contentKey(root, ['src'])).toBe(first);
    writeFileSync(join(root, 'src/a.ts'), 'b');
    expect(contentKey(root, ['src'])).not.toBe(first);
  });

  it('keep their parts apart', () => {
    expect(keyOf('ab', 'c')).not.toBe(keyOf('a', 'bc'));
  });
});
