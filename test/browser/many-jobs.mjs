// A store with very many ended jobs, and when the first of them is seen.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Ended jobs, as the toolkit leaves them on disk. */
export async function fillStore(home, count) {
  const { newJobId } = await import('../../toolkit/lib/jobs/job-id.js');
  const begun = Date.UTC(2026, 0, 1);
  for (let i = 0; i < count; i += 1) {
    const created = begun + i * 1000;
    const id = newJobId(created);
    // As the toolkit does: nobody sees a folder before all of it is there.
    const folder = join(home, 'jobs', `.${id}`);
    await mkdir(join(folder, 'artefacts'), { recursive: true });
    const job = {
      id,
      version: 1,
      kind: 'command',
      command: ['true'],
      title: `stored ${i}`,
      args: {},
      target: 'local',
      labels: {},
      attempt: 1,
      request: { kind: 'command', command: ['true'] },
      created: new Date(created).toISOString()
    };
    const event = (t, state) => JSON.stringify({ t: created + t, kind: 'state', state });
    const states = ['queued', 'preparing', 'running', 'succeeded'].map((state, n) => event(n * 100, state));
    await Promise.all([
      writeFile(join(folder, 'job.json'), JSON.stringify(job)),
      writeFile(join(folder, 'events.ndjson'), `${states.join('\n')}\n`),
      writeFile(join(folder, 'log.txt'), ''),
      writeFile(join(folder, 'handed'), '{}'),
      writeFile(join(folder, 'final'), '')
    ]);
    await rename(folder, join(home, 'jobs', id));
  }
}

/** Runs in the page before anything else. */
export function noteFirstRow() {
  // The browser keeps 250 of them; what is looked for comes late.
  performance.setResourceTimingBufferSize(2000);
  const look = () => {
    if (document.querySelector('.sonde-JobRow')) globalThis.firstRowAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}
