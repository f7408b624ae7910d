import { describe, expect, it } from '@jest/globals';
import type { StoredJob } from '../../jobs/job-folder.js';
import { handedOn } from './handed-on.js';

const job = (...env: string[]): StoredJob =>
  ({ title: 'fit', targetOptions: { env } }) as unknown as StoredJob;

describe('variables to hand on', () => {
  it('come with their values, also when that is nothing', () => {
    expect(handedOn(job('TOKEN', 'EMPTY'), { TOKEN: 'x', EMPTY: '', OTHER: 'y' })).toEqual({
      TOKEN: 'x',
      EMPTY: ''
    });
    expect(handedOn({ title: 'fit' } as StoredJob, {})).toEqual({});
  });

  it('are refused when they are not set', () => {
    expect(() => handedOn(job('TOKEN'), {})).toThrow(
      'Cannot hand the variable TOKEN on to job "fit": it is not set here'
    );
  });
});
