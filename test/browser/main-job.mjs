// The main job of Sonde as a person does it, in a real JupyterLab with the real kernel, service and modules: find a
// module, open its notebook, see a label, retrain and see the curves move, stop a job, be warned of a wrong option.
//
//   node test/browser/main-job.mjs        SCREENSHOTS=1 also renews the pictures in docs/
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noBarriers } from './barriers.mjs';
import { root, startLab } from './lab.mjs';
import { newCell } from './notebook.mjs';
import { stopJob } from './jobs-in-lab.mjs';
import { hoverUntil, kernelIdle, loadAnew, openLab, run, save } from './page.mjs';
import { tell } from './story.mjs';

const lab = await startLab();
let opened;
let summary;
try {
  opened = await openLab(lab);
  summary = await tell(story(opened), opened.page);
  if (summary.failed > 0) await leaveTraces(opened.page);
} finally {
  await opened?.close();
  await lab.stop();
}
console.log(JSON.stringify(summary));
console.log(`\n${summary.passed} passed, ${summary.failed} failed`);
process.exitCode = summary.failed > 0 ? 1 : 0;

function story({ page, complaints }) {
  const cards = page.locator('.sonde-Card');
  const notebook = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  const output = notebook.locator('.jp-OutputArea-output');
  const jobs = page.locator('#sonde-jobs');
  const runs = notebook.locator('.sonde-Run');
  const running = notebook.locator('.sonde-Run[data-state=running]');

  return [
    [
      'the catalogue opens from the launcher with the cursor in its search box',
      async () => {
        await page.locator('.jp-LauncherCard', { hasText: 'Sonde catalogue' }).click();
        await cards.first().waitFor();
        assert.match(
          await page.evaluate(() => document.activeElement?.className ?? ''),
          /sonde-SearchBox-input/
        );
        return `${await cards.count()} cards`;
      }
    ],
    ['the catalogue has no barrier that axe can find', () => noBarriers(page, '#sonde-catalogue')],
    [
      'a search finds the module, another finds nothing and says so',
      async () => {
        await page.keyboard.type('nothing of the kind');
        await page.getByText('Nothing matches').waitFor();
        await page.getByRole('button', { name: 'Clear search' }).click();
        await page.keyboard.type('image clas');
        await page.locator('.sonde-Panel-count', { hasText: /^1 of/ }).waitFor();
        await cards.first().getByText('image-classification', { exact: true }).waitFor();
      }
    ],
    [
      'a click opens a notebook with the TypeScript kernel',
      async () => {
        await cards.first().getByRole('button', { name: 'Open notebook' }).click();
        await notebook.getByText('TypeScript (Sonde)').first().waitFor();
        await kernelIdle(page);
        const path = await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.context.path);
        assert.equal(path, 'image-classification.ipynb');
      }
    ],
    [
      'the first prediction names what is in the photograph',
      async () => {
        const { examples } = await ask(page, 'api/modules/image-classification');
        await noteSteps(page);
        await run(page, 'notebook:run-all-cells');
        const top = notebook.locator('.sonde-Labels .sonde-mod-top .sonde-Labels-label').first();
        await top.waitFor({ timeout: 60_000 });
        assert.equal(await top.textContent(), examples[0].expected);
        await page.waitForFunction(() => document.querySelector('.sonde-Labels-image')?.naturalWidth > 0);
        await top.scrollIntoViewIfNeeded();
        await shot(page, 'first-prediction');
        return examples[0].expected;
      }
    ],
    [
      'the retraining starts and its curves move while it runs',
      async () => {
        await page.waitForFunction(() => globalThis.stepsSeen.size >= 2, undefined, { timeout: 90_000 });
        await runs.first().scrollIntoViewIfNeeded();
        await shot(page, 'retraining');
        const inks = await drawnInk(runs.locator('canvas').first());
        assert.ok(inks > 1, 'the chart has a curve on it');
        return (await page.evaluate(() => [...globalThis.stepsSeen])).join(', ');
      }
    ],
    [
      'the jobs panel lists it with its progress, and the tab counts it',
      async () => {
        await run(page, 'sonde:open-jobs');
        const row = jobs.locator('.sonde-JobRow').first();
        await row.waitFor();
        await shot(page, 'jobs');
        return await row.locator('.sonde-StateChip').textContent();
      }
    ],
    [
      'it succeeds, and the notebook goes on with the new weights',
      async () => {
        await notebook.locator('.sonde-Run[data-state=succeeded]').waitFor({ timeout: 180_000 });
        await jobs.locator('.sonde-JobRow[data-state=succeeded]').waitFor();
        await kernelIdle(page, 60_000);
        assert.equal(await output.filter({ hasText: 'Error' }).count(), 0, 'no cell ended in an error');
        // The new weights name a picture.
        await notebook.locator('.sonde-Labels').nth(1).waitFor({ timeout: 60_000 });
        await runs.first().scrollIntoViewIfNeeded();
      }
    ],
    ['the jobs panel has no barrier that axe can find', () => noBarriers(page, '#sonde-jobs')],
    [
      'a running job is stopped from the panel',
      async () => {
        await newCell(page, "const long = await classifier.train(data, { mode: 'full', epochs: 100 });");
        await run(page, 'notebook:run-cell');
        const row = jobs.locator('.sonde-JobRow[data-state=running]');
        await row.waitFor({ timeout: 60_000 });
        assert.equal(await page.locator('.sonde-JobsTab').getAttribute('data-sonde-count'), '1');
        const stopped = jobs.locator('.sonde-JobRow[data-state=cancelled]');
        await stopJob(page, row.getByRole('button', { name: /^Stop / }), stopped);
        await notebook.locator('.sonde-Run[data-state=cancelled]').waitFor();
        await kernelIdle(page);
        assert.equal(await page.locator('.sonde-JobsTab').getAttribute('data-sonde-count'), '');
      }
    ],
    [
      'a misspelt option is underlined before it runs',
      async () => {
        await newCell(page, 'await classifier.train(data, { epochz: 3 });');
        const underlined = notebook.locator('.cm-lintRange-error', { hasText: 'epochz' });
        await underlined.waitFor({ timeout: 60_000 });
        const box = page.locator('.cm-tooltip-lint');
        await hoverUntil(page, () => underlined.hover(), box);
        await shot(page, 'type-error');
        return await box.textContent();
      }
    ],
    [
      'so is an argument out of its range',
      async () => {
        await newCell(page, 'await classifier.train(data, { epochs: -1 });');
        const underlined = notebook.locator('.cm-lintRange-error', { hasText: '-1' });
        await underlined.waitFor({ timeout: 60_000 });
        const box = page.locator('.cm-tooltip-lint', { hasText: 'whole number' });
        await hoverUntil(page, () => underlined.hover(), box);
        return await box.textContent();
      }
    ],
    [
      'the dark theme reaches the curves',
      async () => {
        await runs.first().scrollIntoViewIfNeeded();
        const canvas = runs.locator('canvas').first();
        const light = await canvas.evaluate(node => node.toDataURL());
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
        await page.locator('body[data-jp-theme-light=false]').waitFor({ state: 'attached' });
        await page.waitForFunction(
          ([node, before]) => node.toDataURL() !== before,
          [await canvas.elementHandle(), light]
        );
        await shot(page, 'dark');
        await noBarriers(page, '#sonde-jobs');
        await noBarriers(page, '#sonde-catalogue');
      }
    ],
    [
      'a training that goes on for minutes draws its curves in its cell',
      async () => {
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
        await page.locator('body[data-jp-theme-light=true]').waitFor({ state: 'attached' });
        await newCell(
          page,
          'const more = await classifier.train(data, { epochs: 1000, patience: 0, batchSize: 2 });'
        );
        await run(page, 'notebook:run-cell');
        await running.locator('.sonde-Chart').first().waitFor({ timeout: 60_000 });
      }
    ],
    [
      'after a reload the panels are there again, and its curves move on',
      async () => {
        await save(page);
        const before = await lastStep(running);
        await loadAnew(page);
        await cards.first().waitFor();
        await page.waitForFunction(
          step =>
            [...document.querySelectorAll('.sonde-Run[data-state=running] .sonde-Chart-step')].some(
              node => Number(/\d+/.exec(node.textContent ?? '')?.[0] ?? 0) > step
            ),
          before,
          { timeout: 60_000 }
        );
        const after = await lastStep(running);
        await stopJob(page, running.getByRole('button', { name: 'Stop' }), running, 'detached');
        return `from step ${before} to ${after}`;
      }
    ],
    [
      'the browser console is free of errors',
      async () => {
        for (const complaint of complaints) console.log(`  ${complaint}`);
        assert.deepEqual(complaints, []);
      }
    ]
  ];
}

/** The step that the first chart has come to. */
async function lastStep(runs) {
  const text = await runs.last().locator('.sonde-Chart-step').first().textContent();
  return Number(/\d+/.exec(text ?? '')?.[0] ?? 0);
}

/** How many different colours a canvas shows. */
async function drawnInk(canvas) {
  return canvas.evaluate(node => {
    const { data } = node.getContext('2d').getImageData(0, 0, node.width, node.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

/** From now on, every step that the chart of a running training shows: a short one may be over before one looks twice. */
async function noteSteps(page) {
  await page.evaluate(() => {
    globalThis.stepsSeen = new Set();
    new MutationObserver(() => {
      const at = document.querySelector('.sonde-Run[data-state=running] .sonde-Chart-step')?.textContent;
      if (at) globalThis.stepsSeen.add(at);
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}

/** Asks the service as the extension does. */
async function ask(page, path) {
  return page.evaluate(async below => {
    const { serverSettings } = globalThis.jupyterapp.serviceManager;
    const answer = await fetch(`${serverSettings.baseUrl}sonde/${below}`, {
      headers: { 'X-Sonde-Client': 'lab', Authorization: `token ${serverSettings.token}` }
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    return answer.json();
  }, path);
}

async function shot(page, name) {
  if (process.env.SCREENSHOTS !== '1') return;
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(root, 'docs', `${name}.png`), animations: 'disabled' });
}

/** What helps to understand a failure: the page as it was, and what the server said. */
async function leaveTraces(page) {
  const folder = join(root, 'test-results');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, 'browser.png') });
  console.log(
    `The page as it was: test-results/browser.png\nThe end of JupyterLab's log:\n${lab.log().slice(-4000)}`
  );
}
