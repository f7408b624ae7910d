// Jobs in a real JupyterLab whose server is killed and started again, and whose page is reloaded: what runs, runs on, and the
// panel, the log and the curves go on where they were, with nothing missing and nothing twice.
//
//   node test/browser/survival.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { tellInLab } from './in-lab.mjs';
import { ask, command, jobsIn, stopJob, talk, unexpected } from './jobs-in-lab.mjs';
import { labReady, run } from './page.mjs';
import { shot } from './shot.mjs';

await tellInLab(story);

function story({ page, complaints, lab }) {
  const { panel, row, log } = jobsIn(page);
  let counted = 0;

  return [
    [
      'a job talks, and its log is looked at',
      async () => {
        await run(page, 'sonde:open-jobs');
        await command(page, talk(1200), { title: 'talks on' });
        await row('talks on').getByRole('button', { name: 'Open talks' }).click();
        counted = await wholeUpTo(page, 30);
      }
    ],
    [
      'the server of JupyterLab is killed: the page says that it waits for it',
      async () => {
        const restarted = lab.restart();
        await panel.getByText(/Reconnecting/).waitFor();
        await shot(page, 'server-gone');
        await restarted;
      }
    ],
    [
      'the new server goes on with the same job, in the same page, without a reload',
      async () => {
        const dismiss = page.locator('.jp-Dialog').getByRole('button', { name: /^(Close|Dismiss)$/ });
        await dismiss
          .first()
          .click({ timeout: 5000 })
          .catch(() => undefined); // Lab's own word on its server
        await row('talks on').and(panel.locator('[data-state=running]')).waitFor();
        counted = await wholeUpTo(page, counted + 60);
        await shot(page, 'server-back');
        return `${counted} lines, none missing, none twice`;
      }
    ],
    [
      'a reload of the page shows the job where it is',
      async () => {
        await page.reload();
        await labReady(page);
        await run(page, 'sonde:open-jobs');
        await row('talks on').and(panel.locator('[data-state=running]')).waitFor();
        await log.first().waitFor(); // its page was open and is so again
        counted = await wholeUpTo(page, counted + 20);
      }
    ],
    [
      'it is stopped as any other',
      async () => {
        const cancelled = row('talks on').and(panel.locator('[data-state=cancelled]'));
        await stopJob(page, row('talks on').getByRole('button', { name: 'Stop talks' }), cancelled);
        const { jobs } = await ask(page, 'jobs');
        assert.equal(jobs.length, 1);
      }
    ],
    [
      'the browser console is free of errors, but for those of a server that is gone',
      async () =>
        assert.deepEqual(
          unexpected(
            complaints,
            /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_CLOSED|ERR_CONTENT_LENGTH_MISMATCH|network error|WebSocket|Failed to fetch|NetworkError|50[0-9] \(|404 \(/
          ),
          []
        )
    ]
  ];
}

/** Waits for the line of that number; then all before it must be there, each once. Answers with how many there are. */
async function wholeUpTo(page, wanted) {
  const numbers = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.sonde-Log-line')].flatMap(one => {
        const [, number] = /^line \d+ (\d+)$/.exec(one.textContent ?? '') ?? [];
        return number === undefined ? [] : [Number(number)];
      })
    );
  const giveUp = Date.now() + 60_000;
  for (;;) {
    const seen = await numbers();
    if ((seen.at(-1) ?? 0) >= wanted) {
      assert.deepEqual(
        seen,
        Array.from({ length: seen.length }, (_, i) => i + (seen[0] ?? 0))
      );
      return seen.at(-1);
    }
    if (Date.now() > giveUp) throw new Error(`line ${wanted} did not come; the last is ${seen.at(-1)}`);
    await page.waitForTimeout(100);
  }
}
