// Jobs beside jupyter-scheduler: how soon one starts, how long lists take, what becomes of them when their server is
// killed; and what the service costs with a full store and with many jobs that write at once.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTurns, startContender } from './contender.mjs';
import { pythonPeers } from './python-peers.mjs';
import { inLab } from './jobs-in-lab.mjs';
import { median, row } from './rows.mjs';
import { fillStore, writeEvents } from './synthetic-jobs.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));

export async function run({ rounds, cache, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-bench-jobs-'));
  try {
    const rows = await besideScheduler({ rounds, cache, say, folder });
    rows.push(...(await fullStore({ rounds, say, home: join(folder, 'full') })));
    rows.push(...(await manyWriters({ say, home: join(folder, 'writers') })));
    rows.push(...(await inLab({ rounds, say })));
    return { rows };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function besideScheduler({ rounds, cache, say, folder }) {
  const peers = pythonPeers(cache, say, 'scheduler');
  const peerName = `jupyter-scheduler ${peers.version('jupyter-scheduler')}`;
  const start = {
    ours: () =>
      startContender([process.execPath, here('ours/jobs.mjs')], { SONDE_HOME: join(folder, 'ours') }),
    peer: () => startContender([peers.python, here('peers/scheduler_peer.py'), join(folder, 'peer')])
  };
  const contenders = { ours: await start.ours(), peer: await start.peer() };
  const ask = async (who, question) => (await contenders[who].ask(question)).ms;
  const both = async (question, times = rounds) => {
    const seen = { ours: [], peer: [] };
    for (let round = 0; round < times; round++) {
      for (const who of inTurns(round, 'ours', 'peer')) seen[who].push(await ask(who, question));
    }
    return { ours: median(seen.ours), peer: median(seen.peer), peerName };
  };
  const rows = [];
  try {
    say('submit to first event');
    const first = [];
    for (let round = 0; round < rounds; round++)
      first.push(await ask('ours', { do: 'submit', kind: 'command' }));
    rows.push(row({ metric: 'submit to first event, local', unit: 'ms', ours: median(first), goal: 150 }));
    say('submit to running, a notebook');
    rows.push(
      row({ metric: 'submit to running, a notebook', unit: 'ms', ...(await both({ do: 'submit' })), goal: 1 })
    );
    for (const who of ['ours', 'peer']) await contenders[who].ask({ do: 'fill', count: 1000 });
    say('lists of 1,000 jobs');
    const list = await both({ do: 'list', count: 1000 }, rounds * 3);
    rows.push(row({ metric: 'list of 1,000 jobs', unit: 'ms', ...list, goal: 1 }));
    say('killing both while three notebooks run');
    const alive = {};
    for (const who of ['ours', 'peer']) {
      const { jobs } = await contenders[who].ask({ do: 'start', count: 3 });
      contenders[who].kill();
      await sleep(20_000); // the notebooks take four seconds and their start, and two cores run two at a time
      contenders[who] = await start[who]();
      const { states } = await contenders[who].ask({ do: 'states', jobs });
      say(`${who}: ${states.join(', ')}`);
      alive[who] = states.filter(state => /^(succeeded|completed)$/i.test(state)).length;
    }
    rows.push(
      row({
        metric: 'of three running notebooks, done after their server was killed',
        unit: 'jobs',
        ours: alive.ours,
        ...(alive.peer > 0 ? { peer: alive.peer, peerName, goal: 1 } : { goal: 3 }),
        higherIsBetter: true
      })
    );
    if (alive.peer === 0) say(`${peerName}: none of the three was done`);
  } finally {
    for (const who of ['ours', 'peer']) await contenders[who].end();
  }
  return rows;
}

/** 10,000 jobs in the store. */
async function fullStore({ rounds, say, home }) {
  say('a store of 10,000 jobs');
  fillStore(home, 10_000);
  const service = await startService(home);
  try {
    await service.get('/api/jobs?limit=50'); // reads them all once
    const times = [];
    for (let n = 0; n < rounds * 20; n++) {
      const begun = performance.now();
      const { jobs, total } = await service.get('/api/jobs?limit=50');
      times.push(performance.now() - begun);
      if (jobs.length !== 50 || total !== 10_000)
        throw new Error(`The list is wrong: ${jobs.length} of ${total}`);
    }
    return [
      row({ metric: 'page of 50 of 10,000 jobs, p95', unit: 'ms', ours: percentile(times, 0.95), goal: 50 }),
      row({
        metric: 'memory of the service with 10,000 jobs',
        unit: 'MB',
        ours: service.megabytes(),
        goal: 150
      })
    ];
  } finally {
    await service.end();
  }
}

/** 50 jobs that write 100 events a second each, for a minute, while a panel and a job page look. */
async function manyWriters({ say, home, jobs = 50, perSecond = 100, seconds = 60 }) {
  say(`${jobs} jobs that write ${perSecond} events a second each, for ${seconds} s`);
  const ids = fillStore(home, jobs, { running: true });
  const service = await startService(home);
  try {
    const stop = new AbortController();
    const panel = service.listen('/api/jobs/stream', stop.signal);
    const pages = ids.map(id => service.listen(`/api/jobs/${id}/events`, stop.signal));
    await sleep(2000);
    const before = service.cpuSeconds();
    const written = await writeEvents(home, ids, { perSecond, seconds });
    const used = service.cpuSeconds() - before;
    await sleep(3000);
    stop.abort();
    const counts = await Promise.all(pages);
    await panel;
    // Each file begins with three events of state.
    const lost = counts.reduce((sum, count) => sum + (written + 3 - count), 0);
    return [
      row({
        metric: 'events lost of 50 jobs writing 100 a second each',
        unit: 'events',
        ours: Math.abs(lost),
        goal: 0
      }),
      row({ metric: 'service meanwhile', unit: '% of a core', ours: (used / seconds) * 100, goal: 50 })
    ];
  } finally {
    await service.end();
  }
}

async function startService(home) {
  const port = await freePort();
  const child = spawn(process.execPath, [here('../sonde/lib/main.js'), 'serve', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SONDE_HOME: home, SONDE_OFFLINE: '1' }
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', text => String(text).includes('listens') && resolve());
    child.once('exit', code => reject(new Error(`The service ended with code ${code}`)));
  });
  const address = `http://127.0.0.1:${port}`;
  const headers = { 'X-Sonde-Client': 'lab' };
  return {
    async get(path) {
      const answer = await fetch(`${address}${path}`, { headers });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    /** How many events come until `signal`. */
    async listen(path, signal) {
      const answer = await fetch(`${address}${path}`, { headers, signal });
      let count = 0;
      let rest = '';
      try {
        for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
          const messages = (rest + text).split('\n\n');
          rest = messages.pop();
          count += messages.filter(message => /^data:/m.test(message)).length;
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
      return count;
    },
    megabytes: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024,
    /** proc(5): user and system time are the 14th and 15th field, in hundredths of a second. */
    cpuSeconds() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    async end() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill();
      await ended;
    }
  };
}

function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
