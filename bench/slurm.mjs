// Jobs on a Slurm cluster beside `sbatch` itself: how soon the first word is there. Starts a cluster of two nodes of its own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Jobs } from '../toolkit/lib/jobs/jobs.js';
import { slurmTarget } from '../toolkit/lib/targets/slurm.js';
import { noSlurm, startSlurm } from '../toolkit/lib/testing/slurm-cluster.js';
import { inTurns } from './contender.mjs';
import { median, row } from './rows.mjs';

export async function run({ rounds, say }) {
  const why = noSlurm();
  if (why) {
    say(`left out: ${why}`);
    return { rows: [] };
  }
  const cluster = await startSlurm();
  const home = mkdtempSync(join(tmpdir(), 'sonde-bench-slurm-'));
  try {
    const jobs = new Jobs({ home, sources: [], targets: [slurmTarget('slurm')] });
    const first = { ours: () => firstEvent(jobs), peer: () => firstByte(home) };
    const seen = { ours: [], peer: [] };
    say('submit to first event, and sbatch to first byte of a program in Node');
    for (let round = -1; round < rounds; round++) {
      for (const who of inTurns(round + 1, 'ours', 'peer')) {
        const ms = await first[who]();
        if (round >= 0) seen[who].push(ms); // the first of each finds the disk cold
      }
    }
    jobs.close();
    const medians = { ours: median(seen.ours), peer: median(seen.peer) };
    const metric = 'submit to first event, slurm';
    return { rows: [row({ metric, unit: 'ms', ...medians, peerName: 'sbatch', goal: 1.2 })] };
  } finally {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Until the job's own process has said that it prepares. */
async function firstEvent(jobs) {
  const begun = performance.now();
  const { id } = await jobs.submit({ kind: 'command', target: 'slurm', command: ['true'] });
  const path = join(jobs.home, 'jobs', id, 'events.ndjson');
  while (!readFileSync(path, 'utf8').includes('"preparing"')) await sleep(2);
  const ms = performance.now() - begun;
  const { state, reason } = await jobs.ended(id);
  if (state !== 'succeeded') throw new Error(`The job is ${state}: ${reason}`);
  return ms;
}

/** Until the batch job, a program in Node as ours is, has written. */
async function firstByte(home) {
  const out = join(home, `out-${performance.now()}`);
  const script = join(home, 'script.sh');
  writeFileSync(script, `#!/bin/bash\nexec ${process.execPath} -e 'console.log(1)'\n`);
  const begun = performance.now();
  execFileSync('sbatch', ['--parsable', `--output=${out}`, script]);
  while (!existsSync(out) || readFileSync(out, 'utf8') === '') await sleep(2);
  return performance.now() - begun;
}
