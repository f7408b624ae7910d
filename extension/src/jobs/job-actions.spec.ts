/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import { mayResume, resumeLabel } from './job-actions.js';

const trans = nullTranslator.load('sonde');
const job = (change: Partial<JobRecord>) => ({ state: 'lost', ...change }) as JobRecord;
const checkpoint = { step: 160, bytes: 1, at: '' };

it('offers to resume what has ended before its end and has kept a checkpoint', () => {
  expect(mayResume(job({ checkpoint }))).toBe(true);
  expect(mayResume(job({}))).toBe(false);
  for (const state of ['running', 'succeeded'] as const)
    expect(mayResume(job({ state, checkpoint }))).toBe(false);
});

it('says from where', () => {
  expect(resumeLabel(job({ checkpoint }), trans)).toBe('Resume from step 160');
  expect(resumeLabel(job({ checkpoint: { ...checkpoint, epoch: 4 } }), trans)).toBe('Resume from epoch 4');
});
