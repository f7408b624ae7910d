import { describe, expect, it } from '@jest/globals';
import { activePrefix, type Ask } from './active-prefix.js';

const nothing: Ask = program => Promise.reject(new Error(`spawn ${program} ENOENT`));

describe('activePrefix', () => {
  it('is the virtual environment, or else Conda’s', async () => {
    expect(await activePrefix({ VIRTUAL_ENV: '/venv', CONDA_PREFIX: '/conda' }, nothing)).toBe('/venv');
    expect(await activePrefix({ CONDA_PREFIX: '/conda' }, nothing)).toBe('/conda');
  });

  it('is asked of the first Python there is', async () => {
    const onlyPython: Ask = (program, args) =>
      program === 'python' ? Promise.resolve('/usr\n') : nothing(program, args);
    expect(await activePrefix({}, onlyPython)).toBe('/usr');
  });

  it('says what to do where there is none', async () => {
    await expect(activePrefix({}, nothing)).rejects.toMatchObject({
      message: expect.stringContaining('no python was found'),
      hint: expect.stringContaining('--user')
    });
  });
});
