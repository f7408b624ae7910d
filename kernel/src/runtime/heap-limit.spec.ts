import { describe, expect, it } from '@jest/globals';
import { heapLimit } from './heap-limit.js';

const MB = 2 ** 20;

describe('heapLimit', () => {
  it.each([
    [[], '', 4144],
    [['--max-old-space-size=512'], '', 512],
    [['--max_old_space_size', '512'], '', 512],
    [['--expose-gc'], '--no-warnings --max-old-space-size=2048', 2048],
    [['--max-old-space-size=1024'], '--max-old-space-size=2048', 1024]
  ])('of %j and NODE_OPTIONS=%j is %d MB', (execArgv, options, limit) => {
    expect(heapLimit(execArgv, options, 4144 * MB)).toBe(limit * MB);
  });
});
