/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import { rememberChoice } from './remember-choice.js';

function memory(kept?: ReadonlyPartialJSONValue) {
  return rememberChoice({
    fetch: () => Promise.resolve(kept),
    save: (_: string, value: ReadonlyPartialJSONValue) => {
      kept = value;
      return Promise.resolve();
    }
  });
}

it('gives back how the panel was left', async () => {
  const { fetch, save } = memory();
  expect(await fetch()).toBeUndefined();
  const left = { filter: 'failed', grouping: 'module', folded: new Set(['ended']), scroll: 400 } as const;
  save(left);
  expect(await fetch()).toEqual(left);
});

it('makes do with what an earlier version kept', async () => {
  expect(await memory({ grouping: 'sweep', folded: [] }).fetch()).toEqual({
    filter: '',
    grouping: 'sweep',
    folded: new Set(),
    scroll: 0
  });
});
