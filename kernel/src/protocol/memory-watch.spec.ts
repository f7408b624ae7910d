import { describe, expect, it } from '@jest/globals';
import { MemoryWatch } from './memory-watch.js';

const GB = 2 ** 30;

function watch() {
  const now = { used: 0.1 * GB, heap: 0 };
  const warnings: string[] = [];
  let asked = 0;
  const one = new MemoryWatch({
    limits: { heap: 4 * GB, memory: 16 * GB },
    used: () => now.used,
    heapUsed: () => {
      asked++;
      return Promise.resolve(now.heap);
    },
    warn: sentence => warnings.push(sentence)
  });
  const look = async (used: number, heap = 0) => {
    Object.assign(now, { used: used * GB, heap: heap * GB });
    return one.look();
  };
  return { look, warnings, asked: () => asked };
}

describe('the watch over memory', () => {
  it('warns of a full heap once, with what helps', async () => {
    const { look, warnings } = watch();
    await look(3, 2.9);
    expect(warnings).toEqual([]);
    await look(4, 3.6);
    await look(4, 3.8);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('3.6 GB of 4.0 GB');
    expect(warnings[0]).toContain('--max-old-space-size=8192');
  });

  it('warns again when memory was free in between', async () => {
    const { look, warnings } = watch();
    await look(4, 3.6);
    await look(4, 2);
    await look(4, 3.6);
    expect(warnings).toHaveLength(2);
  });

  it('does not ask for the heap while the process is small', async () => {
    const { look, asked } = watch();
    await look(1.9);
    expect(asked()).toBe(0);
    await look(2.1);
    expect(asked()).toBe(1);
  });

  it('looks more often once half of the heap is full', async () => {
    const { look } = watch();
    expect([await look(1), await look(3, 1.9), await look(3, 2.1), await look(3, 1)]).toEqual([
      250, 250, 50, 250
    ]);
  });

  it('warns of a full machine, which data outside the heap fills too', async () => {
    const { look, warnings } = watch();
    await look(14, 1);
    expect(warnings).toEqual([expect.stringContaining('14.0 GB of the 16.0 GB')]);
  });
});
