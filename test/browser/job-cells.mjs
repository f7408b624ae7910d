// Jobs that a cell starts, in a real JupyterLab: from the cell to its job's page and back, a cell that is interrupted while it
// waits for a job, and a job that is found again after the kernel was restarted.
//
//   node test/browser/job-cells.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { tellInLab } from './in-lab.mjs';
import { ask, jobsIn, unexpected } from './jobs-in-lab.mjs';
import { addCell } from './notebook.mjs';
import { kernelIdle, kernelQuiet, run } from './page.mjs';
import { shot } from './shot.mjs';

await tellInLab(story);

function story({ page, complaints }) {
  const { panel, row, shown, dialog } = jobsIn(page);
  const notebook = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  const lastCell = notebook.locator('.jp-CodeCell').last();
  const answerBox = notebook.locator('.jp-Stdin-input');
  const waits = row('waits for its end');

  return [
    [
      'a training is started in a cell, and its job knows which',
      async () => {
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await notebook.waitFor();
        await kernelIdle(page);
        await addCell(page, '// a cell above it');
        const { train } = await ask(page, 'modules/tabular-classification');
        await addCell(
          page,
          `import { load } from 'sonde';
const data = ${JSON.stringify(train.dataset.example)};
const run = await (await load('tabular-classification')).train(data, {
  epochs: 10000, patience: 0, title: 'waits for its end'
});`
        );
        await run(page, 'sonde:open-jobs');
        await waits.and(panel.locator('[data-state=running]')).waitFor({ timeout: 60_000 });
        await kernelIdle(page);
        await panel.getByLabel('Group jobs').selectOption('notebook');
        await panel
          .locator('.sonde-JobList-heading.sonde-mod-group', { hasText: '.ipynb' })
          .first()
          .waitFor();
        await panel.getByLabel('Group jobs').selectOption('none');
      }
    ],
    [
      'its page leads back to that cell',
      async () => {
        const wanted = await page.evaluate(() => {
          const { content } = globalThis.jupyterapp.shell.currentWidget;
          const index = content.widgets.findIndex(one => one.model.sharedModel.source.includes('.train('));
          content.activeCellIndex = 0;
          return { index, id: content.widgets[index].model.id };
        });
        await waits.getByRole('button', { name: /^Open/ }).click();
        await shown.getByRole('button', { name: /^Started by a cell of/ }).click();
        await notebook.waitFor();
        await page.waitForFunction(
          id => globalThis.jupyterapp.shell.currentWidget?.content.activeCell?.model.id === id,
          wanted.id
        );
      }
    ],
    [
      'an interrupted cell that waits for the job asks; Enter only stops watching',
      async () => {
        await addCell(page, "console.log('now it waits');\nawait run.result();");
        await lastCell.locator('.jp-OutputArea-output', { hasText: 'now it waits' }).waitFor();
        await page.waitForTimeout(500);
        await run(page, 'notebook:interrupt-kernel');
        await answerBox.waitFor();
        assert.match(await lastCell.locator('.jp-Stdin').innerText(), /Stop "waits for its end" too\?/);
        await shot(page, 'cell-asks');
        await answerBox.press('Enter');
        await lastCell.getByText(/goes on\. To look at it again/).waitFor();
        await kernelIdle(page);
        assert.equal(await waits.getAttribute('data-state'), 'running');
      }
    ],
    [
      'after a restart of the kernel the job is found again by its id, and goes on',
      async () => {
        const id = await waits.getAttribute('data-job');
        await kernelQuiet(page);
        await run(page, 'notebook:restart-kernel');
        await dialog.locator('.jp-mod-warn').click();
        await dialog.waitFor({ state: 'detached' });
        await addCell(
          page,
          `import { job } from 'sonde';\nconst again = await job('${id}');
console.log('found', again.title);
await again.result();`
        );
        await lastCell.locator('.jp-OutputArea-output', { hasText: 'found waits for its end' }).waitFor();
        await page.waitForTimeout(500);
        assert.equal(await waits.getAttribute('data-state'), 'running');
      }
    ],
    [
      'interrupted again, the answer y stops the job',
      async () => {
        await run(page, 'notebook:interrupt-kernel');
        await answerBox.waitFor();
        await answerBox.fill('y');
        await answerBox.press('Enter');
        await waits.and(panel.locator('[data-state=cancelled]')).waitFor({ timeout: 30_000 });
        await kernelIdle(page);
      }
    ],
    ['the browser console is free of errors', async () => assert.deepEqual(unexpected(complaints), [])]
  ];
}
