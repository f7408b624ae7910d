import { describe, expect, it } from '@jest/globals';
import { parseMeminfo, parseProcStat } from './host-use.js';
import { usageBetween } from './usage.js';

describe('usage', () => {
  it('counts CPU of all processes since the last sample, newcomers whole, and the host over all processors', () => {
    const before = {
      at: 1000,
      host: { busy: 100, total: 1000 },
      processes: [
        { pid: 1, cpu: 5, memory: 1 },
        { pid: 2, cpu: 7, memory: 1 }
      ]
    };
    const now = {
      at: 3000,
      host: { busy: 150, total: 1400 },
      processes: [
        { pid: 1, cpu: 6, memory: 100 },
        { pid: 3, cpu: 0.5, memory: 20 }
      ]
    };
    expect(usageBetween(before, now)).toEqual({ kernel_cpu: 75, kernel_memory: 120, host_cpu_percent: 12.5 });
    expect(usageBetween(now, now).host_cpu_percent).toBe(0);
  });

  it('reads the processors of Linux: waiting for a disk is not busy', () => {
    const stat = 'cpu  10 1 5 100 20 2 3 4 9 9\ncpu0 1 1 1 1\nintr 5';
    expect(parseProcStat(stat)).toEqual({ busy: 25, total: 145 });
    expect(parseProcStat('')).toBeUndefined();
  });

  it('reads the memory of Linux: used is what is not available', () => {
    const meminfo =
      'MemTotal:  1000 kB\nMemFree:  100 kB\nMemAvailable:  600 kB\nCached:  50 kB\nSReclaimable:  5 kB\n';
    expect(parseMeminfo(meminfo)).toMatchObject({
      total: 1_024_000,
      available: 614_400,
      used: 409_600,
      percent: 40,
      cached: 56_320
    });
    expect(parseMeminfo('MemTotal: 5 kB')).toBeUndefined();
  });
});
