/**
 * Trains the published model on the penguins and writes it into weights/, then prints what weights.ts must say.
 * Run it after a build, from anywhere: `node modules/tabular-regression/publish.mjs`. On the same engine it writes the
 * same bytes each time.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validate } from '@sonde/toolkit';
import module from '../lib/tabular-regression/module.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const result = await module.train.run({
  folder,
  weights: async path => folder + path,
  data: fileURLToPath(new URL('../../examples/data/penguins/penguins.csv', import.meta.url)),
  args: validate(module.train.args, { target: 'body_mass_g' }, 'train tabular-regression'),
  signal: new AbortController().signal,
  model: `${folder}weights`,
  metric: () => {},
  progress: () => {},
  log: text => console.log(text),
  uses: device => console.log(`on ${device.engine}`)
});
console.log(JSON.stringify(result));
for (const name of ['model.json', 'weights.bin', 'labels.json']) {
  const bytes = readFileSync(`${folder}weights/${name}`);
  console.log(name, createHash('sha256').update(bytes).digest('hex'), bytes.length);
}
