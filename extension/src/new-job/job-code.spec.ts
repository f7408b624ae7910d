/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { jobCell } from './job-code.js';

const training = { kind: 'train', module: 'm', data: '/d', args: { epochs: 4 }, target: 'docker' } as const;

it('trains with the words of train where there is one for everything', () => {
  expect(jobCell({ ...training, after: ['a'] })).toContain(
    "model.train('/d', { epochs: 4, on: 'docker', after: ['a'] })"
  );
  expect(jobCell({ ...training, weights: 'b' })).toContain('openJobs().submit({');
});

it('makes a schedule of it where it is started at set times', () => {
  expect(
    jobCell({ kind: 'command', command: ['true'] }, { cron: '30 2 * * 1-5', zone: 'Europe/Madrid' })
  ).toBe(
    "import { openJobs, Schedules } from 'sonde';\n\nawait new Schedules(openJobs()).add('30 2 * * 1-5', " +
      "{ kind: 'command', command: ['true'] }, { zone: 'Europe/Madrid' });\n"
  );
});
