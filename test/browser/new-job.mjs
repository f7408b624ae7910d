// The form of a new job in a real JupyterLab: what it asks for, what is wrong, what it would be in code and in a shell, a job
// to copy, and a job that is started at set times.
//
//   node test/browser/new-job.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { noBarriers } from './barriers.mjs';
import { tellInLab } from './in-lab.mjs';
import { jobsIn, unexpected } from './jobs-in-lab.mjs';
import { run } from './page.mjs';
import { shot } from './shot.mjs';

await tellInLab(story);

function story({ page, complaints }) {
  const { panel, shown, log, form, dialog } = jobsIn(page);

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
      'it is cloned into the form with what it was asked for',
      async () => {
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
