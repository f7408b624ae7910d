import { describe, expect, it } from '@jest/globals';
import { containerNeeds, whyNotHere } from './fits-machine.js';
import { readGpus, thisMachine, type Machine } from './machine.js';

const small: Machine = {
  memoryMB: 7900,
  freeMB: 500,
  gpus: [],
  platform: 'linux-x64',
  onnx: true,
  docker: false
};
const large: Machine = {
  ...small,
  memoryMB: 64_000,
  freeMB: 900_000,
  gpus: readGpus('NVIDIA A10, 23028, 8.6\nTesla T4, 15360, 7.5\n')
};
const why = (inference: Record<string, number>, machine = small) =>
  whyNotHere({ card: { resources: { inference } } }, machine);

describe('a module', () => {
  it('fits where its card asks for nothing, or for no more than there is', () => {
    expect(whyNotHere({ card: {} }, small)).toBeUndefined();
    expect(why({ cpu: 64, gpu: 0, gpu_memory_MB: 8000, memory_MB: 8000, storage_MB: 500 })).toBeUndefined();
    expect(why({ gpu: 1, gpu_memory_MB: 24_000, gpu_compute_capability: 8.6 }, large)).toBeUndefined();
  });

  it.each<[Record<string, number>, Machine, string]>([
    [{ gpu: 1, gpu_memory_MB: 8000 }, small, 'It needs a GPU with 8 GB; this machine has none'],
    [{ gpu: 2 }, small, 'It needs 2 GPUs; this machine has none'],
    [
      { gpu: 1, gpu_memory_MB: 40_000 },
      large,
      'It needs a GPU with 40 GB; this machine has NVIDIA A10 with 23 GB and Tesla T4 with 15 GB'
    ],
    [
      { gpu: 2, gpu_compute_capability: 8 },
      large,
      'It needs 2 GPUs of compute capability 8; this machine has NVIDIA A10 with 23 GB and Tesla T4 with 15 GB'
    ],
    [{ memory_MB: 16_000 }, small, 'It needs 16 GB of memory; this machine has 7.9 GB'],
    [{ storage_MB: 2500 }, small, 'It needs 2.5 GB of disk; this machine has 500 MB free'],
    [
      { gpu: 1, memory_MB: 16_000 },
      small,
      'It needs a GPU and 16 GB of memory; this machine has no GPU and 7.9 GB'
    ]
  ])('that asks for %j does not fit, in a sentence', (inference, machine, sentence) => {
    expect(why(inference, machine)).toBe(sentence);
  });

  it('of an engine that is not installed does not fit', () => {
    const needs = { card: {}, weights: [{ format: 'onnx', bytes: 1 }] };
    expect(whyNotHere(needs, small)).toBeUndefined();
    expect(whyNotHere(needs, { ...small, onnx: false })).toBe(
      'It needs ONNX Runtime; this machine has none for linux-x64'
    );
  });
});

it('a container needs a Docker Engine, and what its card asks for', () => {
  expect(containerNeeds({}, small)).toBe('It needs a Docker Engine; this machine has none');
  expect(containerNeeds({}, { ...small, docker: true })).toBe('It needs a Docker Engine');
  const inference = { gpu: 1, gpu_memory_MB: 8000, memory_MB: 16_000 };
  expect(containerNeeds({ resources: { inference } }, small)).toBe(
    'It needs a Docker Engine, a GPU with 8 GB and 16 GB of memory; ' +
      'this machine has no Docker Engine, no GPU and 7.9 GB'
  );
  expect(containerNeeds({ resources: { inference } }, { ...large, docker: true })).toBe(
    'It needs a Docker Engine, a GPU with 8 GB and 16 GB of memory'
  );
});

it('this machine says what it has', async () => {
  const { memoryMB, freeMB, platform } = await thisMachine('/no/such/home');
  expect(memoryMB).toBeGreaterThan(100);
  expect(freeMB).toBeGreaterThan(0);
  expect(platform).toBe(`${process.platform}-${process.arch}`);
});
