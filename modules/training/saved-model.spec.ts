import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadModel, saveModel } from './saved-model.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-saved-'));
});
afterEach(() => rm(folder, { recursive: true }));

const model = {
  module: 'toy@1.0.0',
  labels: ['a', 'b'],
  about: { hidden: 3 },
  tensors: {
    weight: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
    bias: { shape: [1], data: Float32Array.of(-0.5) }
  }
};

describe('a saved model', () => {
  it('comes back as it was', async () => {
    await saveModel(folder, model);
    expect(await loadModel(folder, 'toy')).toEqual(model);
  });

  it('is refused when its weights were cut short', async () => {
    await saveModel(folder, model);
    await truncate(join(folder, 'weights.bin'), 8);
    await expect(loadModel(folder, 'toy')).rejects.toThrow('8 bytes, 20 were written');
  });

  it('is refused by another module', async () => {
    await saveModel(folder, model);
    await expect(loadModel(folder, 'other')).rejects.toThrow('trained by toy@1.0.0, not by other');
  });

  it('is missed with a sentence', async () => {
    await expect(loadModel(folder, 'toy')).rejects.toThrow('There is no trained model in');
  });
});
