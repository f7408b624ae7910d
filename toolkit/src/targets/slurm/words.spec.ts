import { describe, expect, it } from '@jest/globals';
import type { SlurmJob } from './client.js';
import { isWaiting, knownReasons, observed, type Seen } from './words.js';

const job = (more: Partial<SlurmJob>): SlurmJob => ({
  id: '1',
  name: 'n',
  state: 'PENDING',
  reason: '',
  ...more
});
const seen: Seen = { folder: '/nfs/jobs/j', began: false };
const see = (more: Partial<SlurmJob>, of = seen) => observed(job(more), of);

describe('what is said of a job that waits in Slurm', () => {
  it.each(Object.keys(knownReasons))('%s has words of its own', reason => {
    const { reason: said } = see({ reason });
    expect(said).toMatch(/^Slurm: [a-z]/);
    expect(said).not.toContain(reason);
  });

  it.each([
    ['QOSMaxJobsPerUserLimit', 'its quality of service is reached: what one may have of jobs per user'],
    ['QOSGrpCpuLimit', 'its quality of service is reached: what all its users together may have of cpu'],
    ['AssocGrpGRES', 'its account is reached: what all its users together may have of GRES'],
    ['AssocMaxNodePerJobLimit', 'its account is reached: what one may have of node per job'],
    ['MaxMemPerLimit', 'the cluster is reached: what one may have of mem']
  ])('%s is a limit that has been reached', (reason, words) => {
    expect(see({ reason })).toEqual({
      alive: true,
      reason: `Slurm: waits, because a limit of ${words}`
    });
  });

  it('says that too little is asked for', () => {
    expect(see({ reason: 'QOSMinGRES' }).reason).toBe(
      'Slurm: can never start: its quality of service wants it to ask for more of GRES'
    );
  });

  it('says what Slurm adds, and what nobody here has heard of as Slurm says it', () => {
    expect(see({ reason: 'ReqNodeNotAvail, UnavailableNodes:n7' }).reason).toBe(
      'Slurm: waits for nodes that are down or reserved (UnavailableNodes:n7)'
    );
    expect(see({ reason: 'SomethingNew' }).reason).toBe('Slurm: waits (SomethingNew)');
    expect(see({ reason: '' }).reason).toBe('Slurm: waits to be looked at');
  });

  it('is that it waits again, when it had begun', () => {
    const began = { ...seen, began: true };
    expect(see({ reason: 'BeginTime' }, began)).toMatchObject({ alive: true, waits: true });
    expect(see({ state: 'REQUEUED' }, began)).toMatchObject({ alive: true, waits: true });
    expect(see({ state: 'RUNNING', node: 'n1' }, began)).toEqual({
      alive: true,
      reason: 'Slurm: runs on n1'
    });
    expect(see({ state: 'PENDING' })).not.toHaveProperty('waits');
    expect(
      ['PENDING', 'REQUEUE_HOLD', 'RUNNING', 'COMPLETING'].map(state => isWaiting(job({ state })))
    ).toEqual([true, true, false, false]);
  });
});

describe('what is said of a job that Slurm has', () => {
  it.each([
    'CONFIGURING',
    'COMPLETING',
    'REQUEUED',
    'REQUEUE_HOLD',
    'REQUEUE_FED',
    'RESIZING',
    'SIGNALING',
    'STAGE_OUT',
    'STOPPED',
    'SUSPENDED',
    'SPECIAL_EXIT'
  ])('%s is no end', state => {
    expect(see({ state })).toMatchObject({ alive: true, reason: expect.stringMatching(/^Slurm: [a-z]/) });
  });

  it.each<[Partial<SlurmJob>, string | undefined, string]>([
    [{ state: 'COMPLETED', node: 'n1' }, undefined, 'It ended on n1 without having written how; see its log'],
    [{ state: 'TIMEOUT', node: 'n1' }, 'failed', 'Slurm stopped it on n1: its time limit was reached'],
    [
      { state: 'OUT_OF_MEMORY', node: 'n1' },
      'failed',
      'It used more memory on n1 than it had asked for, and Slurm killed it; ask for more as memoryBytes'
    ],
    [{ state: 'NODE_FAIL', node: 'n1' }, undefined, 'Its node n1 failed'],
    [{ state: 'NODE_FAIL' }, undefined, 'Its node failed'],
    [{ state: 'BOOT_FAIL', node: 'n1' }, undefined, 'Its node n1 could not be started'],
    [
      { state: 'PREEMPTED' },
      undefined,
      'Slurm took its node for a job of higher priority and did not start it again'
    ],
    [{ state: 'DEADLINE' }, 'failed', 'Slurm stopped it at its deadline'],
    [{ state: 'REVOKED' }, undefined, 'It was withdrawn: another cluster of the federation runs it'],
    [{ state: 'CANCELLED' }, 'cancelled', 'It was cancelled in Slurm, not from here'],
    [{ state: 'CANCELLED+' }, 'cancelled', 'It was cancelled in Slurm, not from here'],
    [
      { state: 'CANCELLED', by: 'user 1017' },
      'cancelled',
      'It was cancelled in Slurm by user 1017, not from here'
    ],
    [
      { state: 'FAILED', exitCode: 3, node: 'n1' },
      'failed',
      'It ended on n1 with exit code 3 without a last word; see its log'
    ],
    [
      { state: 'FAILED', exitCode: 127 },
      'failed',
      'It could not begin: a program is missing there; see its log'
    ],
    [{ state: 'FAILED', exitCode: 0, signal: 9, node: 'n1' }, 'failed', 'It was ended on n1 by signal 9']
  ])('%j is an end', (more, state, reason) => {
    expect(see(more)).toEqual({ alive: false, reason, ...(state !== undefined && { state }) });
  });

  it('tells one that was killed for its memory from others, by what Slurm printed', () => {
    const killed = { state: 'FAILED', signal: 9, node: 'n1' };
    const log = (): string => 'slurmstepd-n1: error: Exceeded job memory limit\n';
    expect(see(killed, { ...seen, began: true, log }).reason).toMatch(/^It used more memory on n1 than/);
  });

  it('tells one that could not begin from one that was killed, of which Slurm says the same', () => {
    const killed = { state: 'FAILED', reason: 'JobLaunchFailure', signal: 9, node: 'n1' };
    expect(see(killed).reason).toContain('It could not begin on n1: is /nfs/jobs/j there');
    expect(see(killed, { ...seen, began: true }).reason).toBe('It was ended on n1 by signal 9');
    expect(see({ state: 'FAILED', signal: 53 }).reason).toContain('It could not begin on its node');
  });
});
