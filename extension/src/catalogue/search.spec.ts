import { describe, expect, it } from '@jest/globals';
import type { ListedEntry } from '@sonde/schema';
import { makeSearch } from './search.js';

const module = (
  name: string,
  title: string,
  summary: string,
  tags: string[],
  trainable = false
): ListedEntry => ({
  ok: true,
  kind: 'module',
  here: { runs: true },
  input: 'image',
  output: 'labels',
  bytes: 0,
  name,
  version: '1.0.0',
  source: 'built-in',
  trainable,
  card: {
    metadata_version: '2.0.0',
    title,
    summary,
    dates: { created: '', updated: '' },
    links: { source_code: 'https://example.org' },
    tags,
    tasks: ['Classification'],
    categories: [],
    libraries: ['TensorFlow']
  }
});
const broken: ListedEntry = {
  ok: false,
  name: 'old-model',
  source: 'mine',
  folder: '/m',
  problem: 'tasks must be a list'
};
const images = module(
  'image-classification',
  'Image classification',
  'Names what is in a photograph',
  ['images'],
  true
);
const tables = module('tabular-classification', 'Tabular classification', 'Predicts a column of a CSV', [
  'tables'
]);
const search = makeSearch([broken, tables, images]);
const names = (query: string) => search(query).map(entry => entry.name);

describe('makeSearch', () => {
  it('finds everything for an empty query, broken entries last', () => {
    expect(names('  ')).toEqual(['tabular-classification', 'image-classification', 'old-model']);
  });

  it('finds by the beginning of a word, in any field', () => {
    expect(names('tab')).toEqual(['tabular-classification']);
    expect(names('photogr')).toEqual(['image-classification']);
    expect(names('tensorflow').sort()).toEqual(['image-classification', 'tabular-classification']);
  });

  it('forgives a slip of the finger', () => {
    expect(names('clasification').sort()).toEqual(['image-classification', 'tabular-classification']);
    expect(names('imgae')).toEqual(['image-classification']);
  });

  it('wants all words, and prefers the title', () => {
    expect(names('classification csv')).toEqual(['tabular-classification']);
    expect(names('image classification')[0]).toBe('image-classification');
  });

  it('finds what can be retrained, and broken entries by what is wrong', () => {
    expect(names('trainable')).toEqual(['image-classification']);
    expect(names('old-model')).toEqual(['old-model']);
    expect(names('list')).toEqual(['old-model']);
  });

  it('finds nothing where nothing fits', () => {
    expect(names('zzzz')).toEqual([]);
  });
});
