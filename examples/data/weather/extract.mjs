/** Takes date, highest and lowest temperature: `npm pack vega-datasets@3.2.1`, unpack it, then `node extract.mjs package`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [source] = process.argv.slice(2);
if (!source) throw new Error('Say where vega-datasets 3.2.1 was unpacked: extract.mjs <folder>');
const lines = readFileSync(join(source, 'data', 'seattle-weather.csv'), 'utf8').trim().split(/\r?\n/);
const [header, ...rows] = lines.map(line => line.split(','));
const wanted = ['date', 'temp_max', 'temp_min'].map(name => header.indexOf(name));
const kept = [header, ...rows].map(row => wanted.map(place => row[place]).join(','));
writeFileSync(new URL('seattle.csv', import.meta.url), `${kept.join('\n')}\n`);
