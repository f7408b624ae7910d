import { describe, expect, it } from '@jest/globals';
import { gpuUse, type Smi } from './gpus.js';

/** As nvidia-smi prints with --format=csv,noheader,nounits. */
const two: Smi = args =>
  Promise.resolve(
    args[0]?.startsWith('--query-gpu')
      ? 'GPU-aaaa-1, 0, 75, 1024, 16384\nGPU-bbbb-2, 1, [N/A], 3, 16384\n'
      : '4711, GPU-aaaa-1\n99, GPU-bbbb-2\n'
  );
const first = { gpus: 0.75, gpuMemoryBytes: 2 ** 30, of: { gpus: 1, gpuMemoryBytes: 2 ** 34 } };

describe('gpuUse', () => {
  it('is of the GPUs that a process of the job computes on', async () => {
    expect(await gpuUse({ pids: [4711], wanted: 1 }, two)).toEqual(first);
    expect(await gpuUse({ pids: [5], wanted: 0 }, two)).toBeUndefined();
  });

  it('is of those that CUDA_VISIBLE_DEVICES names, by number or by id', async () => {
    expect(await gpuUse({ pids: [], wanted: 1, visible: '0' }, two)).toEqual(first);
    expect(await gpuUse({ pids: [99], wanted: 1, visible: 'GPU-aaaa' }, two)).toEqual(first);
  });

  it('is of all that can be seen when they are as many as were asked for, as in a container', async () => {
    const both = await gpuUse({ pids: [7], wanted: 2 }, two);
    expect(both).toMatchObject({ gpus: 0.75, of: { gpus: 2, gpuMemoryBytes: 2 ** 35 } });
  });
});
