import { expect, it } from '@jest/globals';
import { parseCell } from '../cells/parse.js';
import { Slots } from './slots.js';

const fs = parseCell('import { readFile } from "node:fs"; import os = require("node:os"); const a = 1');

it('gives a cell the place of one that imported the same, else an untouched one, and grows when there is none', () => {
  const slots = new Slots();
  const first = slots.take(1, fs);
  expect(slots.take(2, parseCell('const b = 1')).name).toBe('cell.2');
  slots.free(1);
  slots.free(2);
  expect(slots.take(3, parseCell('import "node:fs"')).name).toBe('cell.2');
  expect(slots.take(4, fs)).toBe(first);
  const names = Array.from({ length: 40 }, (_, i) => slots.take(5 + i, parseCell('1')).name);
  expect(new Set(names).size).toBe(40);
  expect(slots.all).toHaveLength(64);
});
