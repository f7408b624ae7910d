import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Target } from '@sonde/toolkit';
import { imageCommand } from './image-command.js';

type ImageOptions = Parameters<NonNullable<Target['buildImage']>>[0];

const asked: ImageOptions[] = [];
const said: unknown[] = [];
const target = (name: string, more: Partial<Target> = {}): Target => ({
  name,
  capabilities: () => Promise.resolve({ cpus: 1, memoryBytes: 1 }),
  submit: () => Promise.resolve(),
  observe: () => Promise.resolve({ alive: true }),
  cancel: () => Promise.resolve(),
  ...more
});
const makes: Partial<Target> = {
  buildImage(options) {
    asked.push(options);
    options.report?.('Step 1/4');
    return Promise.resolve(options.tag ?? 'sonde:usual');
  }
};
const run = (...args: string[]): Promise<number> =>
  imageCommand(args, { targets: [target('local'), target('docker', makes), target('far', makes)] });

beforeEach(() => {
  asked.length = said.length = 0;
  for (const stream of ['log', 'error'] as const)
    jest.spyOn(console, stream).mockImplementation(text => void said.push(`${stream}: ${text}`));
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('sonde image build', () => {
  it('has the target make its image, tells what happens, and answers with its name alone', async () => {
    expect(await run('build')).toBe(0);
    expect(asked).toEqual([expect.objectContaining({ tag: undefined, base: undefined, gpu: undefined })]);
    expect(said).toEqual(['error: Step 1/4', 'log: sonde:usual']);
  });

  it('hands on how the image shall be', async () => {
    await run('build', '--gpu', '--target', 'far', '--tag', 'me/sonde:1', '--base', 'me/cuda:12');
    expect(asked).toEqual([expect.objectContaining({ gpu: true, tag: 'me/sonde:1', base: 'me/cuda:12' })]);
  });

  it('says which targets run jobs in images', async () => {
    await expect(run('build', '--target', 'local')).rejects.toMatchObject({
      message: 'Cannot make an image: the target "local" runs its jobs in no image',
      hint: 'There are: docker, far.'
    });
    await expect(run('build', '--target', 'none')).rejects.toThrow('the target "none" is not there');
  });

  it('is the only command there is', async () => {
    await expect(run('pull')).rejects.toMatchObject({ code: 'usage' });
    await expect(run('build', '--colour')).rejects.toMatchObject({ code: 'usage' });
  });
});
