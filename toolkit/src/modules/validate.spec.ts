import { Type } from '@sinclair/typebox';
import { describe, expect, it } from '@jest/globals';
import { type SondeError } from '@sonde/schema';
import { validate } from './validate.js';

const schema = Type.Object({
  epochs: Type.Integer({ minimum: 1, maximum: 100, default: 5 }),
  batchSize: Type.Integer({ minimum: 1, default: 32 }),
  learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.001 }),
  mode: Type.Union([Type.Literal('head'), Type.Literal('full')], { default: 'head' }),
  target: Type.String({ minLength: 1, description: 'Column to predict' }),
  shuffle: Type.Optional(Type.Boolean()),
  columns: Type.Optional(Type.Array(Type.String()))
});

function fieldsOf(value: unknown): SondeError['fields'] {
  try {
    validate(schema, value, 'train "x"');
  } catch (error) {
    return (error as SondeError).fields;
  }
  throw new Error('nothing was wrong');
}

describe('validate', () => {
  it('fills defaults in and leaves the given object alone', () => {
    const given = { target: 'species' };
    expect(validate(schema, given, 'train "x"')).toEqual({
      epochs: 5,
      batchSize: 32,
      learningRate: 0.001,
      mode: 'head',
      target: 'species'
    });
    expect(given).toEqual({ target: 'species' });
  });

  it.each([
    [{ epohcs: 3 }, 'epohcs', 'there is no argument "epohcs". Did you mean "epochs"?'],
    [{ batch_size: 3 }, 'batch_size', 'there is no argument "batch_size". Did you mean "batchSize"?'],
    [{ zzz: 3 }, 'zzz', 'there is no argument "zzz"'],
    [{ epochs: 0 }, 'epochs', '"epochs" is 0; it must be a whole number from 1 to 100'],
    [{ epochs: 101 }, 'epochs', '"epochs" is 101; it must be a whole number from 1 to 100'],
    [{ epochs: 2.5 }, 'epochs', '"epochs" is 2.5; it must be a whole number from 1 to 100'],
    [{ epochs: '5' }, 'epochs', '"epochs" is "5"; it must be a whole number from 1 to 100'],
    [{ epochs: null }, 'epochs', '"epochs" is null; it must be a whole number from 1 to 100'],
    [{ batchSize: -1 }, 'batchSize', '"batchSize" is -1; it must be a whole number 1 or more'],
    [{ learningRate: 0 }, 'learningRate', '"learningRate" is 0; it must be a number greater than 0'],
    [{ mode: 'hed' }, 'mode', '"mode" is "hed"; it must be one of "head", "full". Did you mean "head"?'],
    [{ shuffle: 'yes' }, 'shuffle', '"shuffle" is "yes"; it must be true or false'],
    [{ columns: 'a' }, 'columns', '"columns" is "a"; it must be a list, each item text'],
    [{ columns: [1] }, 'columns', '"columns" is wrong at columns/0: must be string'],
    [{ target: '' }, 'target', '"target" is ""; it must be text of at least 1 character']
  ])('says of %j what is wrong', (given, field, sentence) => {
    expect(fieldsOf({ target: 'species', ...given })).toEqual({ [field]: [sentence] });
  });

  it('asks for what is missing, with its description', () => {
    expect(fieldsOf({})).toEqual({
      target: ['"target" is missing: it must be text of at least 1 character (Column to predict)']
    });
  });

  it('names every wrong field in one sentence, and what there is', () => {
    expect(() => validate(schema, { epochs: 0, mode: 1, target: 'a' }, 'train "x"')).toThrow(
      'Cannot train "x": "epochs" is 0; it must be a whole number from 1 to 100; "mode" is 1; it must be one of "head", "full"'
    );
  });

  it.each([[null], ['five'], [5], [[1]]])(
    'takes %j for no arguments, or refuses it with a sentence',
    value => {
      if (value === null) expect(fieldsOf(value)).toHaveProperty('target');
      else
        expect(fieldsOf(value)?.['']?.[0]).toMatch(
          /^arguments must be an object such as \{ epochs: … \}, not /
        );
    }
  );

  it('is not fooled by names that every object has', () => {
    expect(fieldsOf(JSON.parse('{"target": "a", "constructor": 1, "__proto__": 2}'))).toEqual({
      constructor: ['there is no argument "constructor"'],
      ['__proto__']: ['there is no argument "__proto__"']
    });
  });
});
