import { describe, expect, it } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { meters } from './meters.js';

const trans = nullTranslator.load('sonde');

describe('meters', () => {
  it('says what is used with units, what there is, and the most there was', () => {
    const usage = {
      cpus: 1.437,
      memoryBytes: 412e6,
      peakMemoryBytes: 600e6,
      of: { cpus: 2, memoryBytes: 4.12e9 }
    };
    const [cpu, memory, ...rest] = meters(
      usage,
      {
        cpus: [
          [0, 0],
          [500, 2],
          [1000, 1]
        ]
      },
      trans
    );
    expect(rest).toEqual([]);
    expect(cpu).toMatchObject({
      name: 'Processor',
      value: '1.44 cores',
      note: 'of 2 cores · at most 2 cores'
    });
    expect(cpu?.line).toEqual([
      [0, 1],
      [0.5, 0],
      [1, 0.5]
    ]);
    expect(memory).toMatchObject({
      value: '412 MB',
      note: 'of 4.1 GB · at most 600 MB',
      share: 0.1,
      line: []
    });
  });

  it('has a GPU where one is measured, and no share where it is not known what there is', () => {
    const all = meters(
      { cpus: 1, memoryBytes: 20, peakMemoryBytes: 20, gpus: 0.5, gpuMemoryBytes: 2e9 },
      {},
      trans
    );
    expect(all.map(({ name, value, share }) => [name, value, share])).toEqual([
      ['Processor', '1 core', undefined],
      ['Memory', '20 bytes', undefined],
      ['GPU', '0.5 GPUs', undefined],
      ['GPU memory', '2 GB', undefined]
    ]);
  });
});
