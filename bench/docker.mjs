// Jobs on a Docker Engine beside `docker run` of the same image: how soon the first word is there. Starts an engine of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jobs } from '../toolkit/lib/jobs/jobs.js';
import { dockerTarget } from '../toolkit/lib/targets/docker.js';
import { DockerEngine, bareImage } from '../toolkit/lib/testing/docker-engine.js';
import { inTurns } from './contender.mjs';
import { median, row } from './rows.mjs';

export async function run({ rounds, say }) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/sbin/dockerd')) {
    say('left out: it needs root, and the Debian package docker.io');
    return { rows: [] };
  }
  const home = mkdtempSync(join(tmpdir(), 'sonde-bench-docker-'));
  const engine = new DockerEngine();
  try {
    await engine.start();
    await engine.importNode();
    const target = dockerTarget('docker', { host: engine.host, image: bareImage, files: 'auto', slots: 4 });
    const jobs = new Jobs({ home, sources: [], targets: [target] });
    const first = { ours: () => firstEvent(jobs), peer: () => firstByte(engine.host) };
    const seen = { ours: [], peer: [] };
    say('submit to first event, and docker run to first byte');
    for (let round = -1; round < rounds; round++) {
      for (const who of inTurns(round + 1, 'ours', 'peer')) {
        const ms = await first[who]();
        if (round >= 0) seen[who].push(ms); // the first of each finds the disk cold
      }
    }
    jobs.close();
    const metric = 'submit to first event, docker';
    const medians = { ours: median(seen.ours), peer: median(seen.peer) };
    return { rows: [row({ metric, unit: 'ms', ...medians, peerName: 'docker run', goal: 1.3 })] };
  } finally {
    await engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Until the job's own process has said that it prepares. */
async function firstEvent(jobs) {
  const begun = performance.now();
  const { id } = await jobs.submit({ kind: 'command', target: 'docker', command: ['node', '-e', ''] });
  let ms;
  for await (const event of jobs.events(id)) {
    if (event.kind === 'state' && event.state === 'preparing') ms = performance.now() - begun;
  }
  const { state, reason } = await jobs.ended(id);
  if (state !== 'succeeded') throw new Error(`The job is ${state}: ${reason}`);
  await jobs.remove(id);
  return ms;
}

/** Until the program in the container has printed. */
async function firstByte(host) {
  const begun = performance.now();
  const words = ['-H', host, 'run', '--rm', bareImage, 'node', '-e', 'console.log(1)'];
  const child = spawn('docker', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  const ms = performance.now() - begun;
  const [code] = await closed;
  if (code !== 0) throw new Error(`docker run ended with exit code ${code}`);
  return ms;
}
