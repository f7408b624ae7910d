/** What the table modules take: one row, several, or a file of them. */
import { Type } from '@sinclair/typebox';
import { readRows, type RowsSource } from './rows.js';

export const rowInput = {
  type: 'row' as const,
  description:
    'A row as an object, a list of rows, a table from readTable(), or the path of a CSV or JSON file',
  schema: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]), {
    description: 'Column name → value; null where it is not known'
  }),
  read: (value: unknown) => readRows(value as RowsSource)
};
