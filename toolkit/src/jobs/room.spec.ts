import { describe, expect, it } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { Room } from './room.js';

const job = (gpus?: number): JobRecord => ({ resources: gpus === undefined ? {} : { gpus } }) as JobRecord;
const machine = { slots: 4, gpus: 3, gpuNames: ['0', '1', '2'] };

describe('the room on a target', () => {
  it('gives each GPU once, by name', () => {
    const room = new Room('local', [{ job: job(1), gpus: ['1'] }], machine);
    expect(room.admit(job(1))).toEqual({ admitted: true, gpus: ['0'] });
    expect(room.admit(job())).toEqual({ admitted: true });
    expect(room.admit(job(2))).toEqual({
      admitted: false,
      why: 'Waits for 2 free GPUs on local, which has 3'
    });
  });

  it('lets nobody overtake', () => {
    const room = new Room('local', [{ job: job(2), gpus: ['0', '1'] }], machine);
    expect(room.admit(job(2)).admitted).toBe(false);
    expect(room.admit(job())).toEqual({
      admitted: false,
      why: 'Waits for 2 free GPUs on local, which has 3'
    });
  });

  it('has as many places as its target says, or none to give away where the target queues itself', () => {
    const full = new Room('box', [{ job: job() }], { slots: 1 });
    expect(full.admit(job())).toEqual({
      admitted: false,
      why: 'Waits for a free place on box: 1 job runs there at once'
    });
    const cluster = new Room(
      'cluster',
      Array.from({ length: 99 }, () => ({ job: job(8) })),
      { gpus: 2 }
    );
    expect(cluster.admit(job(8))).toEqual({ admitted: true });
  });

  it('counts GPUs without names, too', () => {
    const room = new Room('box', [{ job: job(1) }], { slots: 9, gpus: 2 });
    expect(room.admit(job(1))).toEqual({ admitted: true });
    expect(room.admit(job(1)).admitted).toBe(false);
  });
});
