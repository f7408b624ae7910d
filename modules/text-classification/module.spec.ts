import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { jupyterDisplay, mime, type SpansView } from '@sonde/schema';
import { validate, type OpenContext } from '@sonde/toolkit';
import { scratch } from '../spec/scratch.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import { recording } from '../training/recording-context.js';
import type { PredictOptions, TrainArgs } from './arguments.js';
import module from './module.js';
import type { TextsSource } from './texts.js';

jest.setTimeout(120_000);

const folder = fileURLToPath(new URL('.', import.meta.url));
const speeches = fileURLToPath(new URL('../../examples/data/speeches/speeches.csv', import.meta.url));
const weights = (path: string) => Promise.resolve(join(folder, path));
const defaults = (args: object = {}) => validate<TrainArgs>(module.train!.args, args, 'train');

const files = scratch('texts');

async function predict(source: TextsSource, options: object = {}, context: Partial<OpenContext> = {}) {
  const predictor = await module.open({ folder, weights, ...context });
  const chosen = validate<PredictOptions>(module.predictOptions, options, 'predict');
  return predictor.predict(await module.input.read(source), chosen);
}

describe('the published classifier', () => {
  itShipsItsWeights(module, folder);

  it.each(module.examples.map(example => [example.input, example.expected]))(
    'finds %s to be %s',
    async (input, expected) => {
      const { top } = await predict(join(folder, input));
      expect(top?.label).toBe(expected);
      expect(top?.probability).toBeGreaterThan(0.5);
    }
  );

  it.each([
    ['Where is the nearest railway station?', 'English'],
    ['Wo ist der nächste Bahnhof?', 'German'],
    ['Les enfants jouent dans le jardin de leur école', 'French'],
    ['¿Dónde está la estación más cercana?', 'Spanish'],
    ['Waar is het dichtstbijzijnde station?', 'Dutch'],
    ['Где находится ближайший вокзал?', 'Russian'],
    ['Усі діти люблять гратися в саду, і їхні друзі також', 'Ukrainian'],
    ['אני רוצה ללכת הביתה', 'Hebrew'],
    ['我们明天去北京旅行', 'Chinese'],
    ['明日は雨が降るでしょう', 'Japanese']
  ])('knows "%s" as %s', async (text, language) => {
    expect((await predict(text)).top?.label).toBe(language);
  });

  it('takes a list, a CSV file, and a text in UTF-16', async () => {
    expect((await predict(['good morning everyone', 'guten Morgen zusammen'])).rows).toHaveLength(2);
    const table = await files.csv('n,words\n1,alle Menschen sind frei\n2,every person has rights\n');
    expect((await predict(table)).rows.map(row => row.label)).toEqual(['German', 'English']);
    const path = join(files.folder, 'wide.txt');
    await writeFile(path, Buffer.from('\ufeffJeder Mensch hat das Recht auf Bildung', 'utf16le'));
    expect((await predict(path)).top?.label).toBe('German');
  });

  it('marks the words that spoke for the label, and the loudest most', async () => {
    const text = 'The children played in the garden.';
    const { rows } = await predict(text, { top: 2 });
    const words = rows[0]?.words ?? [];
    expect(words.map(word => text.slice(word.start, word.end))).toEqual(
      'The children played in the garden'.split(' ')
    );
    expect(Math.max(...words.map(word => Math.abs(word.weight)))).toBe(1);
    const bundle = await (await predict(text))[jupyterDisplay]();
    const view = bundle[mime.spans] as SpansView;
    expect(view.text).toBe(text);
    expect(view.labels?.[0]?.label).toBe('English');
    expect(bundle['image/svg+xml']).toContain('<svg');
  });

  it.each<[string, TextsSource, string]>([
    ['an empty text', '  ', 'The text is empty'],
    ['no word', '?!', 'holds no word: "?!"'],
    ['an empty text among others', ['hello', ''], 'Text 2 is empty'],
    ['ten megabytes', 'a '.repeat(5_000_000), '10,000,000 characters; at most 1,000,000'],
    ['a number', 3 as never, 'A text was wanted, not 3'],
    ['nothing', undefined as never, 'A text was wanted, not undefined'],
    ['no texts', [], 'No text was given'],
    ['a file that is not there', '/nowhere/letter.txt', 'There is no "/nowhere/letter.txt"']
  ])('answers %s with a sentence', async (_, source, sentence) => {
    await expect(predict(source)).rejects.toThrow(sentence);
  });
});

describe('training', () => {
  it('learns labels from a table of texts and predicts with the new weights at once', async () => {
    expect(await module.train!.check(speeches, defaults())).toBe(
      '720 texts ("text") with 3 labels ("spoken"): 19th century 240, 20th century 240, 21st century 240'
    );
    const { context, metrics } = await recording(module, folder, speeches, { epochs: 6, buckets: 4096 });
    files.remove(context.model);
    const result = await module.train!.run(context);
    expect(result.labels).toEqual(['19th century', '20th century', '21st century']);
    expect(result.accuracy).toBeGreaterThan(0.6); // guessing gives 0.33
    expect(new Set(metrics.map(metric => metric.series))).toEqual(new Set(module.train!.metrics));
    const texts = ['Tonight I ask Congress to help Americans get health care and jobs.'];
    const { top } = await predict(texts, {}, { trained: context.model });
    expect(top?.label).toBe('21st century');
  });

  it.each([
    ['one label', 'text,kind\nhello,a\nworld,a\n', {}, 'only one label, "a"'],
    ['a single text of a label', 'text,kind\nhello you,a\nworld,a\nbye,b\n', {}, 'single text: "b"'],
    ['numbers only', 'a,b\n1,2\n', {}, 'no column of texts'],
    ['texts without labels', 'text\nhello\n', {}, 'no column of labels'],
    ['a misspelt column', 'text,kind\nhello,a\n', { label: 'kidn' }, 'no column "kidn"']
  ])('refuses %s', async (_, text, args, sentence) => {
    await expect(module.train!.check(await files.csv(text), defaults(args))).rejects.toThrow(sentence);
  });
});
