// Our side of bench/jobs.mjs: what bench/peers/scheduler_peer.py does, with Sonde's jobs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal } from '@sonde/schema';
import { Jobs } from 'sonde';
import { fillStore } from '../synthetic-jobs.mjs';
import { answerEach } from './answer.mjs';

const jobs = new Jobs();
mkdirSync(jobs.home, { recursive: true });
const short = notebook('short.ipynb', '1 + 1');
const long = notebook('long.ipynb', 'await new Promise(resolve => setTimeout(resolve, 4000))');
await jobs.list();

const requests = {
  notebook: { kind: 'notebook', notebook: short },
  command: { kind: 'command', command: [process.execPath, '-e', ''] }
};

await answerEach({ ready: true }, async asked => {
  switch (asked.do) {
    case 'submit': {
      const begun = performance.now();
      const { id } = await jobs.submit(requests[asked.kind ?? 'notebook']);
      const wanted = asked.kind === 'command' ? 'preparing' : 'running';
      await written(id, wanted);
      const ms = performance.now() - begun;
      const { state, reason } = await jobs.ended(id);
      if (state !== 'succeeded') throw new Error(`The job is ${state}: ${reason}`);
      return { ms };
    }
    case 'fill':
      fillStore(jobs.home, asked.count);
      await jobs.list({ limit: 1 });
      return {};
    case 'list': {
      const begun = performance.now();
      const found = await jobs.list({ limit: asked.count });
      const text = JSON.stringify({ jobs: found });
      return { ms: performance.now() - begun, jobs: found.length, bytes: text.length };
    }
    case 'start': {
      const started = [];
      for (let n = 0; n < asked.count; n++) {
        const { id } = await jobs.submit({ kind: 'notebook', notebook: long });
        started.push(id);
      }
      await Promise.all(started.slice(0, 1).map(id => written(id, 'running')));
      return { jobs: started };
    }
    default:
      return { states: await Promise.all(asked.jobs.map(async id => (await jobs.get(id)).state)) };
  }
});

/** Waits until the job's file of events has this state. */
async function written(id, wanted) {
  const path = join(jobs.home, 'jobs', id, 'events.ndjson');
  for (;;) {
    const states = (await readFile(path, 'utf8')).match(/(?<="state":")\w+/g) ?? [];
    if (states.includes(wanted) || states.some(isFinal)) return;
    await sleep(2);
  }
}

function notebook(name, code) {
  const path = join(jobs.home, name);
  const cell = {
    cell_type: 'code',
    id: 'one',
    metadata: {},
    execution_count: null,
    outputs: [],
    source: code
  };
  const kernelspec = { name: 'sonde', display_name: 'TypeScript (Sonde)', language: 'typescript' };
  writeFileSync(
    path,
    JSON.stringify({ cells: [cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 })
  );
  return path;
}
