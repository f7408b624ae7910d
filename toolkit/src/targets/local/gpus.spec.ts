import { describe, expect, it } from '@jest/globals';
import { gpuNames } from './gpus.js';

const three = () => Promise.resolve('0, GPU-aaaa-1\n1, GPU-bbbb-2\n2, GPU-cccc-3\n');

describe('gpuNames', () => {
  it('are all of the machine, or those that this process may use', async () => {
    expect(await gpuNames(three)).toEqual(['0', '1', '2']);
    expect(await gpuNames(three, '2,0')).toEqual(['0', '2']);
    expect(await gpuNames(three, 'GPU-bbbb')).toEqual(['1']);
    expect(await gpuNames(three, '')).toEqual([]);
  });

  it('are none where there is no nvidia-smi', async () => {
    expect(await gpuNames(() => Promise.reject(new Error('spawn nvidia-smi ENOENT')))).toEqual([]);
  });
});
