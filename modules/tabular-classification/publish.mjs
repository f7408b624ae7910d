/**
 * Trains the published model on the penguins and writes it into weights/, then prints what weights.ts must say.
 * Run it after a build, from anywhere: `node modules/tabular-classification/publish.mjs`. On the same engine it writes the
 * same bytes each time.
 */
import { fileURLToPath } from 'node:url';
import module from '../lib/tabular-classification/module.js';
import { publish } from '../published/publish.mjs';

const data = fileURLToPath(new URL('../../examples/data/penguins/penguins.csv', import.meta.url));
await publish(module, { from: import.meta.url, data });
