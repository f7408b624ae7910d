// The jobs panel in a real JupyterLab: empty, with a job at work and with ended ones; filter, groups, keys, deletion; at its
// narrowest, and with ten thousand jobs.
//
//   node test/browser/jobs-panel.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { noBarriers } from './barriers.mjs';
import { tellInLab } from './in-lab.mjs';
import { command, jobsIn, makeFiles, stopJob, talk, unexpected } from './jobs-in-lab.mjs';
import { loadAnew, run } from './page.mjs';
import { shot } from './shot.mjs';
import { fillStore, noteFirstRow } from './many-jobs.mjs';

await tellInLab(story);

function story({ page, complaints, lab }) {
  const { panel, rows, row, shown, menu, dialog } = jobsIn(page);

  return [
    [
      'an empty panel says what to do',
      async () => {
        await run(page, 'sonde:open-jobs');
        await panel.getByText('No jobs yet').waitFor();
        await noBarriers(page, '#sonde-jobs');
        await shot(page, 'panel-empty');
      }
    ],
    [
      'a job that runs is in the panel, the status bar, the side tab and the running sessions',
      async () => {
        await command(page, talk(600), { title: 'talks for a while' });
        await row('talks for a while').and(panel.locator('[data-state=running]')).waitFor();
        await page.locator('.sonde-JobsCount', { hasText: '1 running' }).waitFor();
        assert.equal(await page.locator('.sonde-JobsTab').getAttribute('data-sonde-count'), '1');
        await run(page, 'running:show-panel');
        await page.locator('.jp-RunningSessions-item', { hasText: 'talks for a while' }).waitFor();
        await shot(page, 'running-sessions');
        await noBarriers(page, '#sonde-jobs');
      }
    ],
    [
      'a job is opened and stopped from the running sessions',
      async () => {
        await command(page, talk(600), { title: 'stopped from afar' });
        const session = page
          .getByRole('region', { name: 'Sonde jobs Section' })
          .getByRole('treeitem', { name: 'stopped from afar' });
        await session.locator('.jp-RunningSessions-itemLabel').click();
        await shown.getByRole('heading', { name: 'stopped from afar' }).waitFor();
        await session.hover();
        await session.locator('.jp-RunningSessions-itemShutdown').click();
        await shown.locator('.sonde-JobHeader .sonde-StateChip[data-state=cancelled]').waitFor();
        await session.waitFor({ state: 'detached' });
      }
    ],
    [
      'after a reload with the panel closed the count is there, and the end of a job is told',
      async () => {
        await run(page, 'application:close-all');
        await run(page, 'application:toggle-right-area');
        await panel.waitFor({ state: 'hidden' });
        await loadAnew(page);
        await page.locator('.sonde-JobsCount', { hasText: '1 running' }).waitFor();
        assert.equal(await panel.isVisible(), false);
        await command(page, makeFiles(), { title: 'ends unseen' });
        await page.getByRole('button', { name: 'Open results' }).click();
        await shown.getByRole('heading', { name: 'ends unseen' }).waitFor();
        await shown.locator('.sonde-Outputs').waitFor();
        await run(page, 'sonde:open-jobs');
        await rows.first().waitFor();
      }
    ],
    [
      'a job is stopped in its row, and ended ones stay',
      async () => {
        const cancelled = row('talks for a while').and(panel.locator('[data-state=cancelled]'));
        await stopJob(page, row('talks for a while').getByRole('button', { name: 'Stop talks' }), cancelled);
        await command(page, makeFiles(), { title: 'makes files' });
        await row('makes files').and(panel.locator('[data-state=succeeded]')).waitFor();
        await page.locator('.sonde-JobsCount').waitFor({ state: 'detached' });
      }
    ],
    [
      'the menu of a row has what else can be done, and deleting says what it frees',
      async () => {
        await row('makes files').getByRole('button', { name: 'More for makes files' }).click();
        await menu.getByText('Clone with edits…').waitFor();
        await shot(page, 'row-menu');
        await menu.getByText('Delete…').click();
        await dialog.getByText(/^This frees .*B: .*3 output files/).waitFor();
        await dialog.getByRole('button', { name: 'Keep' }).click();
        await row('makes files').click({ button: 'right' });
        await menu.getByText('Delete…').click();
        await dialog.locator('.jp-mod-warn').click();
        await row('makes files').waitFor({ state: 'detached' });
        await page.getByText(/^Deleted 1 job, .* freed/).waitFor();
      }
    ],
    [
      'a row leads to the log, gives the id, and starts its job again',
      async () => {
        const ended = row('talks for a while');
        await ended.getByRole('button', { name: /^More for/ }).click();
        await menu.getByText('Logs', { exact: true }).click();
        await shown.locator('.sonde-Log-line', { hasText: 'line' }).last().waitFor();
        await page.waitForFunction(() => {
          const log = [...document.querySelectorAll('.sonde-Log')].find(node => node.checkVisibility());
          const { top = 1e9 } = log?.getBoundingClientRect() ?? {};
          return top < globalThis.innerHeight / 2;
        });
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await ended.getByRole('button', { name: /^More for/ }).click();
        // Said for a second and a half only.
        await Promise.all([page.getByText(/^Copied /).waitFor(), menu.getByText('Copy id').click()]);
        const id = await ended.getAttribute('data-job');
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), id);
        await ended.getByRole('button', { name: /^Retry/ }).click();
        const again = panel.locator('.sonde-JobRow[data-state=running]', { hasText: 'attempt 2' });
        await again.getByRole('button', { name: /^Stop/ }).click();
        await panel.locator('.sonde-JobRow[data-state=cancelled]', { hasText: 'attempt 2' }).waitFor();
      }
    ],
    [
      'jobs are filtered, grouped and folded, and how it was left outlives a reload',
      async () => {
        await panel.getByRole('searchbox').fill('makes succ');
        await panel.getByText(/^0 of \d/).waitFor();
        assert.equal(await rows.count(), 0);
        await panel.getByRole('searchbox').fill('talks cancel');
        await panel.getByText(/^2 of \d/).waitFor();
        assert.equal(await rows.count(), 2);
        await panel.getByRole('searchbox').fill('no such job');
        await panel.getByText('No job matches').waitFor();
        await panel.getByRole('button', { name: 'Clear filter' }).click();
        await panel.getByRole('searchbox').fill('e');
        await panel.getByLabel('Group jobs').selectOption('module');
        await panel
          .locator('.sonde-JobList-heading.sonde-mod-group', { hasText: 'Others' })
          .first()
          .waitFor();
        await panel.getByRole('button', { name: /^Ended/ }).click();
        assert.equal(await rows.count(), 0);
        await panel.getByRole('button', { name: /^Ended/ }).click();
        await rows.first().waitFor();
        await reload(page);
        await rows.first().waitFor();
        assert.equal(await panel.getByLabel('Group jobs').inputValue(), 'module');
        assert.equal(await panel.getByRole('searchbox').inputValue(), 'e');
        await panel.getByRole('searchbox').fill('');
      }
    ],
    [
      'the arrow keys walk through the jobs, Enter opens one',
      async () => {
        await panel.getByRole('button', { name: /^Ended/ }).focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await panel.locator('.sonde-JobRow:focus').waitFor();
        const title = await panel.locator('.sonde-JobRow:focus .sonde-JobRow-title').textContent();
        await page.keyboard.press('Enter');
        await shown.getByRole('heading', { name: title, exact: true }).waitFor();
      }
    ],
    [
      'at its narrowest, with another panel beside it, nothing is cut off',
      async () => {
        await command(page, talk(600), {
          title: 'a job with a rather long title that needs three lines here'
        });
        await row('a job with').and(panel.locator('[data-state=running]')).waitFor();
        await page.setViewportSize({ width: 1000, height: 800 });
        await reload(page);
        await run(page, 'sonde:open-catalogue');
        await page.locator('.sonde-Card').first().waitFor();
        await row('a job with').getByRole('button', { name: /^Open/ }).click();
        const { x, y } = await panel.boundingBox();
        await page.mouse.move(x - 2, y + 200);
        await page.mouse.down();
        await page.mouse.move(x + 120, y + 200, { steps: 4 });
        await page.mouse.up();
        for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
          await run(page, 'apputils:change-theme', { theme });
          await page
            .locator(`body[data-jp-theme-light=${theme.endsWith('Light')}]`)
            .waitFor({ state: 'attached' });
          await noBarriers(page, '#sonde-jobs');
          await shot(page, `panels-${theme.slice(11).toLowerCase()}`);
        }
        const { width } = await panel.boundingBox();
        const cancelled = row('a job with').and(panel.locator('[data-state=cancelled]'));
        await stopJob(page, row('a job with').getByRole('button', { name: /^Stop/ }), cancelled);
        await page.setViewportSize({ width: 1440, height: 900 });
        assert.ok(width <= 250, `it is ${width} px wide`);
      }
    ],
    [
      'of ten thousand ended jobs the first are painted at once, and clearing takes what is shown',
      async () => {
        await fillStore(join(lab.folder, 'home'), 10_000);
        await page.addInitScript(noteFirstRow);
        await reload(page);
        const all = panel.locator('.sonde-JobList-count', { hasText: /^10\d\d\d$/ }).first();
        await all.waitFor({ timeout: 120_000 });
        // The index has read them all now, as it had before any later visit.
        await reload(page);
        await rows.first().waitFor();
        const paint = await page.evaluate(() => {
          const [asked] = performance
            .getEntriesByType('resource')
            .filter(one => /jobs\?limit=/.test(one.name));
          return Math.round(globalThis.firstRowAt - asked.startTime);
        });
        await all.waitFor({ timeout: 120_000 });
        assert.ok((await rows.count()) < 40, 'only those in sight are drawn');
        await shot(page, 'many');
        await panel.getByRole('searchbox').fill('stored 999');
        await panel.getByText(/^19 of 10\d\d\d$/).waitFor();
        await panel.getByRole('button', { name: 'Clear ended jobs' }).click();
        await dialog.getByText('Delete 19 ended jobs?').waitFor();
        await noBarriers(page, '#sonde-jobs');
        await dialog.locator('.jp-mod-warn').click();
        await panel.getByText('No job matches').waitFor();
        return `first row ${paint} ms after the list was asked for`;
      }
    ],
    [
      'the browser console is free of errors',
      async () =>
        // A page that is restored after its job was deleted finds that out by asking.
        assert.deepEqual(unexpected(complaints, /404/), [])
    ]
  ];
}

async function reload(page) {
  await loadAnew(page);
  await run(page, 'sonde:open-jobs');
}
