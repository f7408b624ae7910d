// The form of a new job in a real JupyterLab: what it asks for, what is wrong, what it would be in code and in a shell, a job
// to copy, and a job that is started at set times.
//
//   node test/browser/new-job.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noBarriers } from './barriers.mjs';
import { tellInLab } from './in-lab.mjs';
import { jobsIn, unexpected } from './jobs-in-lab.mjs';
import { run } from './page.mjs';
import { shot } from './shot.mjs';

const home = await mkdtemp(join(tmpdir(), 'sonde-new-job-'));
// A cluster that cannot be reached has options all the same.
await writeFile(
  join(home, 'targets.json'),
  JSON.stringify({ cluster: { kind: 'slurm', bin: '/no/such/folder' } })
);
await tellInLab(story, {
  env: { SONDE_HOME: home },
  after: () => rm(home, { recursive: true, maxRetries: 20 })
});

function story({ page, complaints }) {
  const { panel, row, shown, log, form, dialog } = jobsIn(page);

  return [
    [
      'a new job is put together in a form that says what is free, and shows the code',
      async () => {
        await run(page, 'sonde:open-jobs');
        await panel.getByRole('button', { name: 'New job' }).click();
        await form.getByText(/places taken/).waitFor();
        await form.getByRole('button', { name: 'Start' }).click();
        await form.getByText('Choose a module.').waitFor();
        await form.getByLabel('Module', { exact: true }).selectOption('tabular-classification');
        await form.getByRole('button', { name: 'Use the example data' }).click();
        await form.getByLabel('target', { exact: true }).waitFor();
        await noBarriers(page, '.sonde-NewJob');
        await shot(page, 'new-job');
        await form.getByLabel('Run a command').check();
        await form
          .getByLabel('Command', { exact: true })
          .fill(`${process.execPath} -e 'console.log("from the form")'`);
        await form.getByText('Resources').click();
        await form.getByLabel('gpus').fill('64');
        await form.getByRole('button', { name: 'Start' }).click();
        await form
          .getByText(/at most 0/)
          .first()
          .waitFor();
        await form.getByLabel('gpus').fill('');
        await form.getByText('As code').click();
        assert.match(
          await form.locator('.sonde-CodeBlock pre').first().innerText(),
          /submit\(\{[^]*kind: 'command'/
        );
        await form.getByText('In a shell').click();
        assert.match(
          await form.getByLabel('The line that starts the same job').locator('pre').innerText(),
          /^npx sonde job run command .*-- .* -e 'console\.log/
        );
        await noBarriers(page, '.sonde-NewJob');
        await shot(page, 'new-command');
        await form.getByRole('button', { name: 'Start' }).click();
        await log.getByText('from the form').waitFor();
        assert.equal(await page.locator('.sonde-NewJob').count(), 0);
      }
    ],
    [
      'what is wrong is gone to, also where it is folded away; what only a target understands can be said',
      async () => {
        await panel.getByRole('button', { name: 'New job' }).click();
        await form.getByText(/places taken/).waitFor();
        await form.getByLabel('Run a command').check();
        await form.getByLabel('Command', { exact: true }).fill('true');
        const more = form.getByText('Name, retries and more');
        await more.click();
        await form.getByLabel('retries').fill('often');
        await more.click();
        await form.getByLabel('retries').waitFor({ state: 'hidden' });
        await form.getByRole('button', { name: 'Start' }).click();
        await form.getByText('A whole number from 0 to 100 is wanted.').waitFor();
        assert.equal(
          await form.getByLabel('retries').evaluate(node => node === document.activeElement),
          true
        );
        await form.getByLabel('retries').fill('');
        await form.getByLabel('Where').selectOption('cluster');
        await form.getByText('Options of cluster').click();
        await form.getByLabel('partition').fill('long');
        await form.getByText('At set times').click();
        await form.getByLabel('times', { exact: true }).fill('30 2 * * *');
        await form.getByText('As code').click();
        assert.match(
          await form.locator('.sonde-CodeBlock pre').first().innerText(),
          /new Schedules\(openJobs\(\)\)\.add\('30 2 \* \* \*', \{[^]*targetOptions: \{ partition: 'long' \}/
        );
        await noBarriers(page, '.sonde-NewJob');
        await shot(page, 'new-options');
        await run(page, 'application:close');
      }
    ],
    [
      'a notebook is chosen in a dialog and run to its end with a parameter; it opens with its outputs',
      async () => {
        await saveNotebook(page, 'fit.ipynb', [
          { source: 'let lr = 0.5;', metadata: { tags: ['parameters'] } },
          { source: 'console.log(`learnt at ${lr}`);', metadata: {} }
        ]);
        await panel.getByRole('button', { name: 'New job' }).click();
        await form.getByLabel('Run a notebook').check();
        await form.getByRole('button', { name: 'Choose…' }).click();
        await dialog.locator('.jp-DirListing-item', { hasText: 'fit.ipynb' }).click();
        await dialog.locator('.jp-mod-accept').click();
        await page.waitForFunction(() =>
          /^(~|\/).*\/fit\.ipynb$/.test(document.querySelector('.sonde-NewJob input[type=text]')?.value ?? '')
        );
        await form.getByLabel('Parameters').fill('{"lr": 0.01}');
        await form.getByRole('button', { name: 'Start' }).click();
        await succeeded(shown);
        await shown.getByRole('button', { name: 'Open fit.ipynb' }).click();
        const notebook = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
        await notebook.locator('.jp-OutputArea-output', { hasText: 'learnt at 0.01' }).waitFor();
        await shot(page, 'opened-notebook');
      }
    ],
    [
      'a module is trained to the end from the form, and predicts with what that made',
      async () => {
        await panel.getByRole('button', { name: 'New job' }).click();
        await form.getByLabel('Module', { exact: true }).selectOption('tabular-classification');
        await form.getByRole('button', { name: 'Use the example data' }).click();
        await form.getByLabel('epochs').fill('2');
        const data = await form.getByLabel('Data', { exact: true }).inputValue();
        await form.getByRole('button', { name: 'Start' }).click();
        await succeeded(shown);
        const id = await shown.locator('[data-job]').first().getAttribute('data-job');
        await panel.getByRole('button', { name: 'New job' }).click();
        await form.getByLabel('Predict with a module').check();
        await form.getByLabel('Module', { exact: true }).selectOption('tabular-classification');
        await form.getByLabel('Data', { exact: true }).fill(data);
        await form.getByText('Name, weights, retries and more').click();
        await form.getByLabel('weights').fill(id);
        await noBarriers(page, '.sonde-NewJob');
        await form.getByRole('button', { name: 'Start' }).click();
        await succeeded(shown);
        await shown.getByRole('button', { name: 'Preview results.csv' }).click();
        await shown.locator('.sonde-Preview-table td').first().waitFor();
        await shown.getByRole('button', { name: 'Clone with edits…' }).click();
        await form.getByText(/places taken/).waitFor();
        assert.equal(await form.getByLabel('Predict with a module').isChecked(), true);
        await form.getByText('Name, weights, retries and more').click();
        assert.equal(await form.getByLabel('weights').inputValue(), id);
        await run(page, 'application:close');
      }
    ],
    [
      'it is cloned into the form with what it was asked for',
      async () => {
        await row('from the form').getByRole('button', { name: /^Open/ }).click();
        await shown.getByRole('button', { name: 'Clone with edits…' }).click();
        await form.getByText(/places taken/).waitFor();
        assert.match(await form.getByLabel('Command', { exact: true }).inputValue(), /-e 'console.log/);
        await form.getByText(/as one earlier job on local took/).waitFor();
        await run(page, 'application:close');
      }
    ],
    [
      'a job is started at set times, which are paused, resumed and removed in the panel',
      async () => {
        await panel.getByRole('button', { name: 'New job' }).click();
        await form.getByLabel('Run a command').check();
        await form.getByLabel('Command', { exact: true }).fill('true');
        await form.getByText('At set times').click();
        await form.getByLabel('times', { exact: true }).fill('61 * * * *');
        await form.getByRole('button', { name: 'Add schedule' }).click();
        await form.locator('.sonde-Form-field.sonde-mod-error', { hasText: '61' }).waitFor();
        await form.getByLabel('times', { exact: true }).fill('30 2 * * 1-5');
        await form.getByRole('button', { name: 'Add schedule' }).click();
        const schedules = panel.locator('.sonde-Schedules');
        await schedules.locator('.sonde-Schedules-next', { hasText: /^next .*2:30/ }).waitFor();
        await schedules.getByText('Schedules').click();
        await noBarriers(page, '#sonde-jobs');
        await shot(page, 'schedules');
        await schedules.getByRole('button', { name: 'Pause true' }).click();
        await schedules.getByText('paused').waitFor();
        await schedules.getByRole('button', { name: 'Resume true' }).click();
        await schedules.getByRole('button', { name: 'Pause true' }).waitFor();
        await schedules.getByRole('button', { name: 'Remove the schedule of true' }).click();
        await dialog.locator('.jp-mod-warn').click();
        await schedules.waitFor({ state: 'detached' });
      }
    ],
    [
      'the browser console is free of errors',
      async () =>
        // Wrong times were sent on purpose.
        assert.deepEqual(unexpected(complaints, /422.*schedules/), [])
    ]
  ];
}

async function succeeded(shown) {
  await shown
    .locator('.sonde-JobHeader .sonde-StateChip[data-state=succeeded]')
    .waitFor({ timeout: 120_000 });
}

/** A notebook beside the examples. */
async function saveNotebook(page, path, cells) {
  await page.evaluate(
    async ([where, parts]) => {
      const code = { cell_type: 'code', outputs: [], execution_count: null };
      const kernelspec = { name: 'sonde', display_name: 'TypeScript (Sonde)', language: 'typescript' };
      await globalThis.jupyterapp.serviceManager.contents.save(where, {
        type: 'notebook',
        format: 'json',
        content: {
          cells: parts.map((part, n) => ({ ...code, id: `c${n}`, ...part })),
          metadata: { kernelspec },
          nbformat: 4,
          nbformat_minor: 5
        }
      });
    },
    [path, cells]
  );
}
