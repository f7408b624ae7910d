import { expect, it } from '@jest/globals';
import type { UsageEvent } from '@sonde/schema';
import { meter } from './meter.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

onLinux(
  'tells what this process uses, and only once what there is',
  async () => {
    const told: Omit<UsageEvent, 't'>[] = [];
    let alive: NodeJS.Timeout | undefined;
    await new Promise<void>(resolve => {
      const usage = (one: Omit<UsageEvent, 't'>) => {
        told.push(one);
        if (told.length === 2) resolve();
      };
      meter(usage, { resources: { cpus: 3, memoryBytes: 5e9 } });
      // Timers of the meter keep nobody alive; this one does.
      alive = setTimeout(resolve, 20_000);
    });
    clearTimeout(alive);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({ kind: 'usage', of: { cpus: 3, memoryBytes: 5e9 } });
    expect(told[0]!.memoryBytes).toBeGreaterThan(20e6);
    expect(told[1]).not.toHaveProperty('of');
  },
  30_000
);
