/** Trains a model for weights/ of a module, then prints what its weights.ts must say. Each module's publish.mjs runs it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validate } from '@sonde/toolkit';

/**
 * @param from address of the module's publish.mjs
 * @param args what differs from the defaults
 * @param train what to run with the training's context; the module's own training when it is left out
 */
export async function publish(module, { from, data, args = {}, train = module.train.run }) {
  const folder = fileURLToPath(new URL('.', from));
  const result = await train({
    folder,
    weights: async path => folder + path,
    data,
    args: validate(module.train.args, args, `train ${module.name}`),
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
}
