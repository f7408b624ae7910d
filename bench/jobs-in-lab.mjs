// Jobs as they are seen in JupyterLab: how soon a line that a container prints is on the screen, and how soon the first of very
// many jobs is. Starts a Docker Engine, a JupyterLab and a browser of its own.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DockerEngine, bareImage } from '../toolkit/lib/testing/docker-engine.js';
import { ask, jobsIn } from '../test/browser/jobs-in-lab.mjs';
import { startLab } from '../test/browser/lab.mjs';
import { fillStore, noteFirstRow } from '../test/browser/many-jobs.mjs';
import { openLab, run as runCommand } from '../test/browser/page.mjs';
import { median, row } from './rows.mjs';

export async function inLab({ rounds, say }) {
  const missing = ['/usr/sbin/dockerd', '/usr/bin/chromium'].filter(path => !existsSync(path));
  if (process.getuid?.() !== 0 || missing.length > 0) {
    say(
      `what is seen in JupyterLab is left out: it needs root and ${missing.join(' and ') || 'nothing else'}`
    );
    return [];
  }
  const engine = new DockerEngine();
  await engine.start();
  let lab;
  let opened;
  try {
    await engine.importNode();
    lab = await startLab();
    await mkdir(join(lab.folder, 'home'), { recursive: true });
    const docker = { kind: 'docker', host: engine.host, image: bareImage };
    await writeFile(join(lab.folder, 'home/targets.json'), JSON.stringify({ docker }));
    opened = await openLab(lab);
    const rows = [await logLines({ ...opened, say })];
    rows.push(await firstPaint({ ...opened, lab, rounds, say }));
    return rows;
  } finally {
    await opened?.close();
    await lab?.stop();
    await engine.close();
  }
}

/** Two lines a second, each with the time it was printed at, read off the screen. */
async function logLines({ page, say }, lines = 100) {
  say(`${lines} lines that a container prints`);
  const { row: rowOf, log } = jobsIn(page);
  await runCommand(page, 'sonde:open-jobs');
  const script = `setInterval(() => console.log('line', Date.now()), 200); setTimeout(() => process.exit(), ${lines * 200 + 20_000})`;
  await ask(page, 'jobs', {
    kind: 'command',
    target: 'docker',
    title: 'prints the time',
    command: ['node', '-e', script]
  });
  await rowOf('prints the time')
    .getByRole('button', { name: /^Open / })
    .click();
  await log.locator('.sonde-Log-line', { hasText: 'line' }).first().waitFor();
  const late = await page.evaluate(
    wanted =>
      new Promise(resolve => {
        const seen = new Map();
        const look = () => {
          const shown = [...globalThis.document.querySelectorAll('.sonde-Log-line')].map(
            one => one.textContent ?? ''
          );
          for (const text of shown) {
            const at = Number(/line (\d+)/.exec(text)?.[1]);
            if (at > begun && !seen.has(at)) seen.set(at, Date.now() - at);
          }
          if (seen.size >= wanted) resolve([...seen.values()]);
          else globalThis.requestAnimationFrame(look);
        };
        const begun = Date.now();
        look();
      }),
    lines
  );
  late.sort((a, b) => a - b);
  return row({
    metric: 'line printed in a container to shown in the panel, p95',
    unit: 'ms',
    ours: late[Math.floor(late.length * 0.95)],
    goal: 300
  });
}

/** From the panel's question to the first row that is painted, with 10,000 jobs that the index knows. */
async function firstPaint({ page, lab, rounds, say }) {
  say('the panel with 10,000 jobs');
  await fillStore(join(lab.folder, 'home'), 10_000);
  await page.addInitScript(noteFirstRow);
  const { rows } = jobsIn(page);
  const times = [];
  for (let round = -1; round < rounds; round++) {
    await page.reload();
    await page.waitForFunction(() => globalThis.jupyterapp !== undefined);
    await page.evaluate(() => globalThis.jupyterapp.restored);
    await runCommand(page, 'sonde:open-jobs');
    await rows.first().waitFor();
    const paint = await page.evaluate(() => {
      const asked = performance.getEntriesByType('resource').filter(one => /jobs\?limit=/.test(one.name));
      return globalThis.firstRowAt - asked[0].startTime;
    });
    if (round >= 0) times.push(paint); // the first reads them all
  }
  return row({
    metric: 'first paint of the panel with 10,000 jobs',
    unit: 'ms',
    ours: median(times),
    goal: 200
  });
}
