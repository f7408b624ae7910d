// The page of a job in a real JupyterLab: the log as it is written, its search and its colours, meters, outputs, why a job
// failed, the curves of a training, the jobs of a sweep beside each other; in the dark and on a narrow screen.
//
//   node test/browser/job-page.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { noBarriers } from './barriers.mjs';
import { tellInLab } from './in-lab.mjs';
import { ask, command, jobsIn, makeFiles, stopJob, talk, unexpected } from './jobs-in-lab.mjs';
import { run } from './page.mjs';
import { shot } from './shot.mjs';

await tellInLab(story);

function story({ page, complaints }) {
  const { panel, row, shown, log } = jobsIn(page);

  return [
    [
      'a job is started and found in the panel',
      async () => {
        await run(page, 'sonde:open-jobs');
        await command(page, talk(600), { title: 'talks for a while' });
        await row('talks for a while').and(panel.locator('[data-state=running]')).waitFor();
      }
    ],
    [
      'its log appears on its page as it is written, with colours',
      async () => {
        await row('talks for a while').getByRole('button', { name: 'Open talks' }).click();
        await log.locator('.sonde-ansi-green', { hasText: 'line' }).first().waitFor();
        const late = [];
        for (let i = 0; i < 20; i += 1) {
          const before = await lastStamp(log);
          await page.waitForFunction(
            last =>
              Number([...document.querySelectorAll('.sonde-Log-line')].at(-1)?.textContent?.split(' ')[1]) >
              last,
            before,
            { polling: 20 }
          );
          late.push(
            await page.evaluate(() => {
              const line = [...document.querySelectorAll('.sonde-Log-line')].at(-1)?.textContent ?? '';
              return Date.now() - Number(line.split(' ')[1]);
            })
          );
        }
        late.sort((a, b) => a - b);
        await shot(page, 'page-running');
        return `shown after ${late[10]} ms (median), ${late[18]} ms (95 %)`;
      }
    ],
    [
      'its page has meters of what it uses, with units and what there is',
      async () => {
        const meter = measure => shown.locator(`.sonde-Meter[data-measure=${measure}]`);
        await meter('memoryBytes')
          .getByText(/^\d+(\.\d)? MB$/)
          .waitFor();
        await meter('memoryBytes')
          .getByText(/^of .* GB · at most .* MB$/)
          .waitFor();
        await meter('cpus')
          .getByText(/ cores?$/)
          .first()
          .waitFor();
        await meter('cpus').locator('polyline').waitFor();
        await noBarriers(page, '.sonde-JobPage');
        await shown.locator('[data-section=resources]').scrollIntoViewIfNeeded();
        await shot(page, 'page-meters');
      }
    ],
    [
      'a search in the log finds lines and walks through them',
      async () => {
        await log.getByRole('searchbox').fill('ready');
        await log.getByText('1 of 1').waitFor();
        await log.locator('mark', { hasText: 'ready' }).waitFor();
        await page.keyboard.press('Enter');
        assert.equal(await log.getByLabel('Follow').isChecked(), false);
        await log.getByRole('searchbox').fill('');
        await log.getByLabel('Follow').check();
        await noBarriers(page, '.sonde-JobPage');
      }
    ],
    [
      'it is stopped from its page, and the page says so',
      async () => {
        const cancelled = shown.locator('.sonde-JobHeader .sonde-StateChip[data-state=cancelled]');
        await stopJob(page, shown.getByRole('button', { name: 'Stop', exact: true }), cancelled);
        await shown.locator('[data-step=ended]', { hasText: 'Cancelled' }).waitFor();
        await page.locator('.sonde-JobsCount').waitFor({ state: 'detached' });
      }
    ],
    [
      'of a long log the end is shown; earlier lines come when they are asked for, and stay where they are read',
      async () => {
        const { id } = await command(page, printMuch(), { title: 'prints much' });
        await run(page, 'sonde:open-job', { id, at: 'log' });
        await log.locator('.sonde-Log-line', { hasText: 'number 199999 ' }).waitFor();
        const scroll = log.locator('.sonde-Log-scroll');
        // By the scroll bar: no wheel and no key says that somebody reads.
        const drag = () => scroll.evaluate(node => (node.scrollTop = 0));
        // A hand on the scroll bar moves it more than once.
        for (let moves = 0; moves < 20 && (await log.getByLabel('Follow').isChecked()); moves += 1) {
          await drag();
          await page.waitForTimeout(100);
        }
        const earlier = log.getByRole('button', {
          name: /^Load earlier lines \(about 190,?000 before these/
        });
        await earlier.waitFor();
        assert.equal(await log.getByLabel('Follow').isChecked(), false);
        await log.locator('.sonde-Log-line', { hasText: 'number 195000 ' }).waitFor();
        await earlier.click();
        await log.getByRole('button', { name: /^Load earlier lines \(about 18\d,?000/ }).waitFor();
        await log.locator('.sonde-Log-line', { hasText: 'number 195000 ' }).waitFor();
        await drag();
        await log
          .locator('.sonde-Log-line', { hasText: /number 1[78]\d{4} / })
          .first()
          .waitFor();
        await log.getByLabel('Follow').check();
        await log.locator('.sonde-Log-line', { hasText: 'number 199999 ' }).waitFor();
      }
    ],
    [
      'a long line is wrapped where that is wished, and the whole log is taken along as a file',
      async () => {
        const wide = () =>
          log.locator('.sonde-Log-scroll').evaluate(node => node.scrollWidth - node.clientWidth);
        assert.ok((await wide()) > 100, 'the long line reaches beyond the window');
        await log.getByLabel('Wrap').check();
        await log.locator('.sonde-Log-scroll.sonde-mod-wrap').waitFor();
        assert.ok((await wide()) <= 1, 'all of it is in the window');
        await noBarriers(page, '.sonde-JobPage');
        await log.getByLabel('Wrap').uncheck();
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          log.getByRole('button', { name: 'Download' }).click()
        ]);
        assert.match(saved.suggestedFilename(), /\.log\.txt$/);
        const text = await readFile(await saved.path(), 'utf8');
        assert.ok(text.startsWith('number 0 ') && text.split('\n').length > 200_000);
      }
    ],
    [
      'a progress bar moves in the log while its line is written',
      async () => {
        const { id } = await command(page, bar(), { title: 'has a bar' });
        await run(page, 'sonde:open-job', { id, at: 'log' });
        const share = log.locator('.sonde-Log-line', { hasText: /^\s*\d+%$/ });
        await share.waitFor();
        const first = parseInt(await share.textContent(), 10);
        await page.waitForFunction(
          before =>
            [...document.querySelectorAll('.sonde-Log-line')].some(
              node => node.checkVisibility() && parseInt(node.textContent, 10) > before + 5
            ),
          first
        );
        assert.equal(await log.locator('.sonde-Log-line').count(), 1);
        const cancelled = shown.locator('.sonde-JobHeader .sonde-StateChip[data-state=cancelled]');
        await stopJob(page, shown.getByRole('button', { name: 'Stop', exact: true }), cancelled);
      }
    ],
    [
      'a job that ends says so, with the way to its results, which can be looked into and downloaded',
      async () => {
        await command(page, makeFiles(), { title: 'makes files' });
        const toast = page.locator('.Toastify__toast', { hasText: 'makes files' });
        await toast.getByRole('button', { name: 'Open results' }).click();
        await shown.getByRole('heading', { name: 'makes files' }).waitFor();
        const outputs = shown.locator('.sonde-Outputs');
        await outputs.getByRole('button', { name: 'Preview table.csv' }).click();
        await outputs.getByRole('cell', { name: 'with, comma' }).waitFor();
        await outputs.getByRole('button', { name: 'Preview dot.svg' }).click();
        await page.waitForFunction(() => document.querySelector('.sonde-Preview-image')?.naturalWidth > 0);
        await outputs.getByRole('button', { name: 'Preview note.txt' }).click();
        await outputs.getByText('plain <b>text</b>').waitFor();
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          outputs.getByRole('button', { name: 'Download table.csv' }).click()
        ]);
        assert.equal(saved.suggestedFilename(), 'table.csv');
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await outputs.getByRole('button', { name: 'Copy path of note.txt' }).click();
        const path = await page.evaluate(() => navigator.clipboard.readText());
        assert.equal(await readFile(path, 'utf8'), 'plain <b>text</b>');
        await noBarriers(page, '.sonde-JobPage');
        await shot(page, 'page-outputs');
      }
    ],
    [
      'a job that fails says why first: the cause, what to do, the last lines',
      async () => {
        await command(page, "console.log('about to fail'); process.exit(3)", { title: 'fails' });
        await row('fails').and(panel.locator('[data-state=failed]')).waitFor();
        await row('fails').getByRole('button', { name: 'Open fails' }).click();
        const error = shown.locator('.sonde-JobError');
        await error.getByText('exit code 3').first().waitFor();
        await error.locator('pre', { hasText: 'about to fail' }).waitFor();
        await error.getByRole('button', { name: 'Copy diagnostics' }).click();
        await error.getByText('Copied').waitFor();
        await noBarriers(page, '.sonde-JobPage');
        await shot(page, 'page-failed');
      }
    ],
    [
      'it is retried from its page, which opens the new one',
      async () => {
        await shown.getByRole('button', { name: 'Retry', exact: true }).click();
        await shown.getByText('attempt 2').waitFor();
        await shown.getByRole('button', { name: /^Came from job/ }).waitFor();
      }
    ],
    [
      'the page of a training has its progress, its curves and what it was given',
      async () => {
        const { train } = await ask(page, 'modules/tabular-classification');
        const { id } = await ask(page, 'jobs', {
          kind: 'train',
          module: 'tabular-classification',
          data: train.dataset.example,
          args: { epochs: 400, patience: 0 },
          title: 'trains'
        });
        await run(page, 'sonde:open-job', { id });
        await shown.getByRole('heading', { name: 'trains' }).waitFor();
        await shown.locator('.sonde-Chart canvas').first().waitFor({ timeout: 60_000 });
        await shot(page, 'page-training');
        await shown
          .locator('.sonde-JobHeader .sonde-StateChip[data-state=succeeded]')
          .waitFor({ timeout: 120_000 });
        await shown.locator('[data-section=environment]', { hasText: 'threads' }).waitFor();
        await shown.locator('[data-section=parameters]', { hasText: '400' }).waitFor();
        assert.ok((await shown.locator('.sonde-Outputs-item').count()) > 0, 'the model is among the outputs');
        await noBarriers(page, '.sonde-JobPage');
        await shot(page, 'page-trained');
      }
    ],
    [
      'the jobs of a sweep are compared: ranked by what is chosen, their curves in one chart',
      async () => {
        const { train } = await ask(page, 'modules/tabular-classification');
        await ask(page, 'sweeps', {
          kind: 'train',
          module: 'tabular-classification',
          data: train.dataset.example,
          args: { epochs: 8, learningRate: [0.0001, 0.03] }
        });
        await panel.getByLabel('Group jobs').selectOption('sweep');
        await panel
          .getByRole('button', { name: /^Compare the jobs of/ })
          .first()
          .click();
        const sweep = page.locator('.sonde-SweepPage').locator('visible=true');
        await sweep.locator('tr.sonde-mod-best', { hasText: '0.03' }).waitFor({ timeout: 60_000 });
        await sweep.locator('tbody tr').nth(1).locator('[data-state=succeeded]').waitFor({ timeout: 60_000 });
        await sweep.locator('canvas').waitFor();
        await sweep.getByLabel('Compare by').selectOption('val_accuracy');
        await sweep.getByText('higher is better').waitFor();
        await noBarriers(page, '.sonde-SweepPage');
        await noBarriers(page, '#sonde-jobs');
        await shot(page, 'sweep');
        await sweep.getByRole('button', { name: 'run 1' }).click();
        await shown.getByRole('heading', { name: /learningRate 1\.00e-4|learningRate 0\.0001/ }).waitFor();
        await shown.getByRole('button', { name: 'Compare its jobs' }).click();
        await sweep.waitFor();
        await panel.getByLabel('Group jobs').selectOption('none');
      }
    ],
    [
      'in the dark and on a narrow screen all of it can be read',
      async () => {
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
        await page.locator('body[data-jp-theme-light=false]').waitFor({ state: 'attached' });
        await noBarriers(page, '#sonde-jobs');
        await noBarriers(page, '.sonde-JobPage');
        await shot(page, 'dark');
        await page.setViewportSize({ width: 1000, height: 800 });
        await shot(page, 'narrow');
        const seen = await page.evaluate(() =>
          [...document.querySelectorAll('#sonde-jobs, .sonde-JobPage, .sonde-SweepPage')].flatMap(node =>
            node.checkVisibility() ? [{ place: node.className, by: node.scrollWidth - node.clientWidth }] : []
          )
        );
        assert.equal(seen.length, 2, 'the panel, and what is beside it');
        assert.deepEqual(
          seen.filter(({ by }) => by > 1),
          [],
          'nothing is wider than its place'
        );
        await page.setViewportSize({ width: 1440, height: 900 });
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
        await page.locator('body[data-jp-theme-light=true]').waitFor({ state: 'attached' });
      }
    ],
    ['the browser console is free of errors', async () => assert.deepEqual(unexpected(complaints), [])]
  ];
}

/** Two hundred thousand lines, a long one among the last. */
function printMuch() {
  return `for (let n = 0; n < 200000; n += 1000) {
  const lines = Array.from({ length: 1000 }, (_, i) => 'number ' + (n + i) + ' of the lines that nobody reads at once');
  if (n === 199000) lines[990] += ' '.padEnd(600, 'and on ');
  console.log(lines.join('\\n'));
}
await new Promise(resolve => setTimeout(resolve, 1500));`;
}

/** One line for a minute. */
function bar() {
  return `let n = 0;
setInterval(() => process.stdout.write(' ' + (n += 1) + '%\\r'), 100);
setTimeout(() => process.exit(0), 60000);`;
}

async function lastStamp(log) {
  const text = await log.locator('.sonde-Log-line').last().textContent();
  return Number(text?.split(' ')[1] ?? 0);
}
