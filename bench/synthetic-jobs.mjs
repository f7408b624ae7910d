// A store with as many jobs as are wanted, as Sonde would have written them: trainings with curves, some that failed.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownIdentity } from '../toolkit/lib/targets/process-identity.js';
import { newJobId } from '../toolkit/lib/jobs/job-id.js';

/** The ids, oldest first. With `running` they have begun and not ended; this process then stands for theirs. */
export function fillStore(home, count, { running = false } = {}) {
  const begin = Date.now() - count * 1000;
  return Array.from({ length: count }, (_, index) => {
    const created = begin + index * 1000;
    const id = newJobId(created);
    const folder = join(home, 'jobs', id);
    mkdirSync(join(folder, 'artefacts/model'), { recursive: true });
    const job = {
      id,
      kind: 'train',
      title: `tabular-classification on table-${index % 97}.csv`,
      module: 'tabular-classification@1.0.0',
      folder: '/modules/tabular-classification',
      code: '/modules/lib/tabular-classification/module.js',
      args: { target: 'species', epochs: 10, learningRate: 0.003, seed: index },
      data: { path: `/data/table-${index % 97}.csv`, fingerprint: 'f'.repeat(64), files: 1, bytes: 13478 },
      target: 'local',
      attempt: 1,
      labels: {},
      request: { kind: 'train', module: 'tabular-classification' },
      created: new Date(created).toISOString()
    };
    writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    writeFileSync(join(folder, 'log.txt'), 'a line\n');
    writeFileSync(join(folder, 'process.json'), JSON.stringify(ownIdentity()));
    writeFileSync(join(folder, 'handed'), JSON.stringify({ by: ownIdentity(), at: created }));
    const events = [
      { t: created, kind: 'state', state: 'queued' },
      { t: created + 100, kind: 'state', state: 'preparing', pid: process.pid },
      { t: created + 300, kind: 'state', state: 'running' },
      ...(running ? [] : ended(index, created))
    ];
    writeFileSync(join(folder, 'events.ndjson'), events.map(event => `${JSON.stringify(event)}\n`).join(''));
    return id;
  });
}

function ended(index, created) {
  const epochs = Array.from({ length: 10 }, (_, step) => [
    { t: created + 400 + step * 50, kind: 'metric', series: 'loss', step, value: 1 / (step + 1) },
    { t: created + 410 + step * 50, kind: 'metric', series: 'val_loss', step, value: 1.2 / (step + 1) },
    { t: created + 420 + step * 50, kind: 'progress', done: step + 1, total: 10, unit: 'epochs' }
  ]).flat();
  const t = created + 1000;
  const failed = index % 13 === 0;
  return [
    ...epochs,
    failed
      ? { t, kind: 'state', state: 'failed', reason: 'The training diverged: "loss" is NaN at step 9' }
      : { t, kind: 'state', state: 'succeeded', result: { accuracy: 0.95 } }
  ];
}

/** Appends events to all of these jobs, each `perSecond` a second; how many each got. */
export async function writeEvents(home, ids, { perSecond, seconds }) {
  const files = ids.map(id => join(home, 'jobs', id, 'events.ndjson'));
  const begun = performance.now();
  let each = 0;
  while (each < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - begun) / 1000) * perSecond));
    for (; each < due; each++) {
      const line = `${JSON.stringify({ t: Date.now(), kind: 'metric', series: 'loss', step: each, value: 1 / (each + 1) })}\n`;
      for (const file of files) appendFileSync(file, line);
    }
    await sleep(5);
  }
  return each;
}
