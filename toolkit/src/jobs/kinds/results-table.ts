/** The results of a prediction on many inputs as one table, made of the lines that were written as they came. */
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { flatRows } from './flat-rows.js';

interface Line {
  input: string;
  output?: unknown;
}

/** Read twice: an input far down may have columns that no other has. */
export async function writeTable(results: string, table: string): Promise<void> {
  const columns = new Set(['input', 'item']);
  for await (const row of rowsOf(results)) for (const name of Object.keys(row)) columns.add(name);
  await pipeline(
    rowsOf(results),
    stringify({ header: true, columns: [...columns] }),
    createWriteStream(table)
  );
}

async function* rowsOf(results: string): AsyncGenerator<Record<string, unknown>> {
  for await (const text of createInterface({ input: createReadStream(results) })) {
    const { input, output } = JSON.parse(text) as Line;
    if (output === undefined) continue;
    for (const [item, row] of flatRows(output).entries()) yield { input, item: item + 1, ...row };
  }
}
