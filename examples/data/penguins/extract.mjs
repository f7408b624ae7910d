/**
 * Makes penguins.csv beside this file from the PyPI package `palmerpenguins`.
 *
 *     pip download --no-deps palmerpenguins==0.1.6 && unzip palmerpenguins-0.1.6-py3-none-any.whl
 *     node extract.mjs palmerpenguins/data/penguins.csv
 *
 * The year of the observation is left out and the species put last; nothing else is changed.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const wanted = 'f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93';
const bytes = readFileSync(process.argv[2] ?? 'penguins.csv');
const found = createHash('sha256').update(bytes).digest('hex');
if (found !== wanted) throw new Error(`The source's sha256 is ${found}; ${wanted} was wanted.`);

const columns = ['island', 'bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g', 'sex', 'species'];
const [header, ...records] = bytes
  .toString('utf8')
  .trim()
  .split(/\r?\n/)
  .map(line => line.split(','));
const lines = records.map(record => columns.map(column => record[header.indexOf(column)]).join(','));
writeFileSync(new URL('penguins.csv', import.meta.url), [columns.join(','), ...lines, ''].join('\n'));
console.log(`${lines.length} rows`);
