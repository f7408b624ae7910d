import { describe, expect, it } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { runsOf } from './runs.js';

describe('the runs of a module', () => {
  it('are those of its name and source, newest first', () => {
    const job = (id: string, name: string, labels: Record<string, string>, created: string) =>
      ({ id, module: `${name}@1.0.0`, labels, created }) as unknown as JobRecord;
    const jobs = [
      job('a', 'penguins', {}, '2026-01-01'),
      job('b', 'penguins', { source: 'team' }, '2026-01-02'),
      job('c', 'penguins', {}, '2026-01-03'),
      job('d', 'whales', {}, '2026-01-04')
    ];
    const of = (source: string, isFirst: boolean) =>
      runsOf({ name: 'penguins', source, isFirst }, jobs).map(({ id }) => id);
    expect(of('built-in', true)).toEqual(['c', 'a']);
    expect(of('team', false)).toEqual(['b']);
    expect(of('team', true)).toEqual(['c', 'b', 'a']);
  });
});
