import { describe, expect, it } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { defaultTexts, fieldsOf, readFields, type Schema } from './form-fields.js';

const trans = nullTranslator.load('sonde');
const schema: Schema = {
  type: 'object',
  properties: {
    top: { type: 'integer', minimum: 1, maximum: 100, default: 5, description: 'How many' },
    rate: { type: 'number', exclusiveMinimum: 0, maximum: 1, unit: 's' },
    mode: { anyOf: [{ const: 'head' }, { const: 'full' }], default: 'head' },
    ignore: { type: 'array', items: { type: 'string' }, default: [] },
    fast: { type: 'boolean' },
    target: { type: 'string' },
    box: { type: 'object' }
  },
  required: ['top', 'mode', 'target']
};
const fields = fieldsOf(schema);
const read = (texts: Record<string, string>) => readFields(fields, { target: 'x', ...texts }, trans);

describe('a form', () => {
  it('has a field for each property, of the kind that its schema says', () => {
    expect(fields.map(field => [field.name, field.kind])).toEqual([
      ['top', 'integer'],
      ['rate', 'number'],
      ['mode', 'choice'],
      ['ignore', 'list'],
      ['fast', 'switch'],
      ['target', 'text'],
      ['box', 'json']
    ]);
    expect(fields[0]).toMatchObject({
      range: '1 to 100',
      default: 5,
      required: false,
      description: 'How many'
    });
    expect(fields[1]).toMatchObject({ range: 'more than 0, at most 1', unit: 's' });
    expect(fields[2]?.choices).toEqual(['head', 'full']);
  });

  it('that nobody touched holds the defaults, and gives nothing', () => {
    expect(defaultTexts(fields)).toMatchObject({ top: '5', mode: 'head', rate: '', fast: 'false' });
    expect(readFields(fields, { ...defaultTexts(fields), target: 'x' }, trans)).toEqual({
      values: { target: 'x' },
      errors: {}
    });
  });

  it('gives what differs from the defaults, each as its schema wants it', () => {
    expect(
      read({ top: '3', rate: '0,5', mode: 'full', ignore: 'a, b,', fast: 'true', box: '{"x": 1}' }).values
    ).toEqual({
      top: 3,
      rate: 0.5,
      mode: 'full',
      ignore: ['a', 'b'],
      fast: true,
      box: { x: 1 },
      target: 'x'
    });
  });

  it.each([
    ['top', '0', '“0” does not fit: a whole number, 1 to 100, is wanted.'],
    ['top', '2.5', '“2.5” does not fit: a whole number, 1 to 100, is wanted.'],
    ['rate', '0', '“0” does not fit: a number, more than 0, at most 1, is wanted.'],
    ['rate', 'fast', '“fast” does not fit: a number, more than 0, at most 1, is wanted.'],
    ['target', ' ', 'This is needed.'],
    ['box', '{', 'This must be JSON, such as {"a": 1} or [1, 2].']
  ])('says what is wrong with %s = %j', (name, text, sentence) => {
    expect(read({ [name]: text }).errors).toEqual({ [name]: sentence });
  });

  it('takes a cleared field for its default', () => {
    expect(read({ top: '' })).toEqual({ values: { target: 'x' }, errors: {} });
  });
});
