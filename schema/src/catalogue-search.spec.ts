import { describe, expect, it } from '@jest/globals';
import { CatalogueSearch, matchesIn, type Filters } from './catalogue-search.js';
import type { ListedEntry } from './service.js';

type Listed = Extract<ListedEntry, { kind: 'module' }>;

const module = (name: string, card: Partial<Listed['card']>, more: Partial<Listed> = {}): ListedEntry => ({
  ok: true,
  kind: 'module',
  here: { runs: true },
  input: 'image',
  output: 'labels',
  bytes: 0,
  name,
  version: '1.0.0',
  source: 'built-in',
  trainable: false,
  ...more,
  card: {
    metadata_version: '2.0.0',
    title: name,
    summary: '',
    dates: { created: '', updated: '' },
    links: { source_code: 'https://example.org' },
    tags: [],
    tasks: ['Classification'],
    categories: [],
    libraries: ['TensorFlow'],
    ...card
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
  {
    title: 'Image classification',
    summary: 'Names what is in a photograph',
    tags: ['images'],
    tasks: ['Computer Vision', 'Classification'],
    license: 'Apache-2.0',
    dates: { created: '2020-01-01', updated: '2026-01-01' }
  },
  { trainable: true, bytes: 5_000_000 }
);
const tables = module(
  'tabular-classification',
  {
    title: 'Tabular classification',
    summary: 'Predicts a column of a CSV',
    libraries: ['tensorflow', 'XGBoost'],
    dates: { created: '2020-01-01', updated: '2025-01-01' }
  },
  { input: 'row', bytes: 1000 }
);
const container: ListedEntry = {
  ...module('birds', { title: 'Bird songs', summary: 'Tells birds by an image of their songs' }),
  kind: 'container',
  source: 'hub',
  here: { runs: false, why: 'Docker is not here' }
} as ListedEntry;

const search = new CatalogueSearch([broken, container, images, tables]);
const names = (text: string, filters?: Filters) =>
  search.find({ text, filters }).entries.map(entry => entry.name);
const marked = (text: string, query: string) =>
  matchesIn(text, search.find({ text: query }).matched).map(([start, end]) => text.slice(start, end));

describe('CatalogueSearch', () => {
  it('shows all for an empty query: what runs here, what does not, what is broken', () => {
    expect(names('  ')).toEqual(['image-classification', 'tabular-classification', 'birds', 'old-model']);
  });

  it('finds by the beginning of a word, in any field, with or without accents', () => {
    expect(names('tab')).toEqual(['tabular-classification']);
    expect(names('PHOTOGR')).toEqual(['image-classification']);
    expect(names('phôtogr')).toEqual(['image-classification']);
    expect(names('xgboost')).toEqual(['tabular-classification']);
  });

  it.each(['clasification', 'classfication', 'lcassification', 'calssifi'])(
    'forgives the slip in %j',
    text => {
      expect(names(text, { source: ['built-in'] })).toEqual([
        'image-classification',
        'tabular-classification'
      ]);
    }
  );

  it('forgives swapped letters, and puts what is written as typed first', () => {
    expect(names('imgae')[0]).toBe('image-classification');
    const found = new CatalogueSearch([
      module('a', { title: 'text' }),
      ...['b', 'c', 'd', 'e', 'f', 'g'].map(name => module(name, { title: 'test' }))
    ]).find({ text: 'text' });
    expect(found.entries.map(entry => entry.name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('forgives nothing in words of three letters, and nothing where the word as typed is common enough', () => {
    expect(names('csw')).toEqual([]);
    const some = new CatalogueSearch([module('a', { title: 'text' }), module('b', { title: 'test' })]);
    expect(some.find({ text: 'text' }).entries.map(entry => entry.name)).toEqual(['a']);
  });

  it('wants all words, and prefers the title', () => {
    expect(names('classification csv')).toEqual(['tabular-classification']);
    expect(names('image')).toEqual(['image-classification', 'birds']);
  });

  it('finds what can be retrained, and broken entries by what is wrong', () => {
    expect(names('trainable')).toEqual(['image-classification']);
    expect(names('list')).toEqual(['old-model']);
    expect(names('zzzz')).toEqual([]);
  });

  it('finds in a description where the card has one', () => {
    const card = { ...images, card: { ...(images as Listed).card, description: 'Trained on **penguins**' } };
    expect(new CatalogueSearch([card]).find({ text: 'penguin' }).entries).toHaveLength(1);
  });

  it('joins the values of a facet by or, facets by and, whatever their case', () => {
    expect(names('', { library: ['xgboost', 'PyTorch'] })).toEqual(['tabular-classification']);
    expect(names('', { task: ['Computer Vision', 'Regression'], source: ['built-in'] })).toEqual([
      'image-classification'
    ]);
    expect(names('', { here: ['no'] })).toEqual(['birds']);
    expect(names('', { trainable: ['yes'], licence: ['MIT'] })).toEqual([]);
  });

  it('counts the values of a facet as the other facets leave them', () => {
    const { facets } = search.find({ filters: { source: ['hub'], task: ['Computer Vision'] } });
    expect(facets.source).toEqual([
      { value: 'built-in', count: 1 },
      { value: 'hub', count: 0 }
    ]);
    expect(facets.task).toEqual([
      { value: 'Classification', count: 1 },
      { value: 'Computer Vision', count: 0 }
    ]);
    expect(search.find().facets.library).toEqual([
      { value: 'TensorFlow', count: 3 },
      { value: 'XGBoost', count: 1 }
    ]);
  });

  it('finds the modules that take an input', () => {
    expect(search.find({ accepts: ['row', 'table'] }).entries.map(entry => entry.name)).toEqual([
      'tabular-classification'
    ]);
  });

  it('finds the containers whose card is of the kind of data that a file is', () => {
    const whales = { ...container, card: { ...(container as Listed).card, 'data-type': ['Image', 'Text'] } };
    const found = new CatalogueSearch([whales, tables, images]).find({ accepts: ['image'] });
    expect(found.entries.map(entry => entry.name)).toEqual(['image-classification', 'birds']);
  });

  it('sorts by name, date and size', () => {
    const sorted = (sort: 'name' | 'updated' | 'size') =>
      search.find({ sort, filters: { task: ['classification'] } }).entries.map(entry => entry.name);
    expect(sorted('name')).toEqual(['birds', 'image-classification', 'tabular-classification']);
    expect(sorted('updated')).toEqual(['image-classification', 'tabular-classification', 'birds']);
    expect(sorted('size')).toEqual(['tabular-classification', 'image-classification', 'birds']);
  });

  it('indexes in slices, and answers in the middle of it as if it were done', () => {
    const many = new CatalogueSearch(
      Array.from({ length: 200 }, (_, n) => module(`m${n}`, { title: `word${n}` }))
    );
    let time = 0;
    expect(many.advance(1, () => (time += 1))).toBe(false);
    expect(many.find({ text: 'word199' }).entries).toHaveLength(1);
    expect(many.advance(1)).toBe(true);
  });

  it.each([87, 10_000])('finds a whole title that is pasted, among %i entries', size => {
    const titles = Array.from(
      { length: size },
      (_, n) => `Rare${n} words${n} that${n} only${n} this${n} module${n} has${n} in${n} its${n} title${n}`
    );
    const many = new CatalogueSearch(titles.map((title, n) => module(`m${n}`, { title })));
    const asked = titles[size >> 1]!;
    // Beside it come those whose numbers might have been misspelt; each is an entry.
    for (const text of [asked, `${asked} ${asked}`, asked.replace('Rare', 'Rrae')]) {
      const { entries } = many.find({ text });
      expect(entries[0]!.name).toBe(`m${size >> 1}`);
      expect(entries).not.toContain(undefined);
      expect(new Set(entries).size).toBe(entries.length);
    }
  });

  it('says what to mark', () => {
    expect(marked('Image classification', 'imgae')).toEqual(['Image']);
    expect(marked('Image classification of images', 'class im')).toEqual(['Im', 'class', 'im']);
    expect(marked('Straße', 'image')).toEqual([]);
    expect(marked('Image', '')).toEqual([]);
  });

  it('puts all that a plain search would find first', () => {
    const words = ['image', 'imago', 'mage', 'photo', 'photos', 'train', 'brain', 'rain', 'classification'];
    const all = words.flatMap((a, i) =>
      words.map((b, j) => module(`m-${i}-${j}`, { title: `${a} ${b}`, tasks: [], libraries: [] }))
    );
    const index = new CatalogueSearch(all);
    for (const typed of ['im', 'photo', 'photos rain', 'train brain', 'c']) {
      const wanted = all.filter(entry =>
        typed
          .split(' ')
          .every(one => entry.ok && entry.card.title.split(' ').some(word => word.startsWith(one)))
      );
      const found = index.find({ text: typed }).entries.map(entry => entry.name);
      // Behind them come those that are meant.
      expect(found.slice(0, wanted.length).sort()).toEqual(wanted.map(entry => entry.name).sort());
    }
  });
});
