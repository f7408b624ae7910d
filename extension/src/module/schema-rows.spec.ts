import { expect, it } from '@jest/globals';
import { schemaRows } from './schema-rows.js';

it('lists what is inside a schema with its path', () => {
  const rows = schemaRows({
    type: 'object',
    properties: {
      labels: {
        type: 'array',
        items: {
          type: 'object',
          properties: { label: { type: 'string' }, probability: { type: 'number', minimum: 0, maximum: 1 } }
        }
      },
      mode: { anyOf: [{ const: 'a' }, { const: 'b' }], default: 'a' },
      ms: { type: 'number', unit: 'ms', description: 'How long' }
    }
  });
  expect(rows.map(row => [row.name, row.type, row.unit, row.default, row.range, row.description])).toEqual([
    ['labels', 'object[]', '', '', '', ''],
    ['labels[].label', 'text', '', '', '', ''],
    ['labels[].probability', 'number', '', '', '0 to 1', ''],
    ['mode', '"a" | "b"', '', '"a"', '', ''],
    ['ms', 'number', 'ms', '', '', 'How long']
  ]);
});

it('gives one row for what has no inside', () => {
  expect(schemaRows({ type: 'string', description: 'A path' })).toMatchObject([
    { name: '', type: 'text', description: 'A path' }
  ]);
  expect(schemaRows({ type: 'object', patternProperties: { '.*': { type: 'number' } } })).toMatchObject([
    { type: 'object of number' }
  ]);
});
