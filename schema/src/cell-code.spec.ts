import { describe, expect, it } from '@jest/globals';
import { predictCell, trainCell, whyCell } from './cell-code.js';

describe('the cell that predicts', () => {
  it('names an example by its number', () => {
    expect(predictCell('image-classification', { example: 1 }, { top: 3 })).toBe(
      "import { load } from 'sonde';\n\n" +
        "const model = await load('image-classification');\n" +
        'await model.predict(model.example(1), { top: 3 });\n'
    );
  });

  it('leaves the options out where there are none', () => {
    expect(predictCell('m', { path: '/data/a.png' })).toContain("await model.predict('/data/a.png');");
  });

  it('writes a long row on lines of its own', () => {
    const value = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`column_number_${i}`, 1000 * i]));
    expect(predictCell('m', { value })).toContain(
      'predict({\n  column_number_0: 0,\n  column_number_1: 1000,'
    );
  });

  it.each(["it's", 'a "quoted" word', 'two\nlines', 'a \\ in it', 'end \\"', '${x} `y`'])(
    'writes %j so that it means itself',
    value => {
      const [, written] = /predict\((.*)\);\n$/s.exec(predictCell('m', { value })) ?? [];
      expect((0, eval)(written!)).toBe(value);
    }
  );

  it('quotes names that are no identifiers', () => {
    expect(predictCell('m', { value: { 'a b': null, c: [1, true] } })).toContain(
      "{ 'a b': null, c: [1, true] }"
    );
  });
});

it('the cell that trains gives the data first', () => {
  expect(trainCell('m', '/data', { epochs: 5 })).toContain(
    "const run = await model.train('/data', { epochs: 5 });"
  );
});

it('asks why', () => {
  expect(whyCell('image-classification', { path: '/srv/cat.png' })).toMatch(
    /await model\.why\('\/srv\/cat\.png'\);\n$/
  );
});

describe('the cell for a module that takes text', () => {
  const port = { type: 'text', files: ['txt', 'csv'] } as const;

  it('gives the path of a file that the module reads itself', () => {
    expect(predictCell('m', { path: '/a.CSV' }, {}, port)).toContain("await model.predict('/a.CSV');");
  });

  it('reads any other file first: its path would be taken for the text', () => {
    expect(predictCell('m', { path: '/it.log' }, { top: 2 }, port)).toBe(
      `import { load, readText } from 'sonde';

const model = await load('m');
await model.predict(await readText('/it.log'), { top: 2 });
`
    );
    const both = predictCell('m', { paths: ['/a.txt', '/b.log'] }, {}, port);
    expect(both).toContain("  '/a.txt',\n  await readText('/b.log')\n");
  });

  it('gives what is typed as it is', () => {
    expect(predictCell('m', { value: 'await readText(x)' }, {}, port)).toContain('import { load } from');
  });
});

it('predicts on several files', () => {
  expect(predictCell('m', { paths: ['/a.png', '/b.png'] }, { top: 3 })).toContain(
    "await model.predictAll(['/a.png', '/b.png'], { top: 3 });"
  );
});
