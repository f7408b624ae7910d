/**
 * The life of a kernel as it is seen in JupyterLab: it asks before a cell ends it, background output stays where it
 * belongs, and after a crash the next one says what became of it.
 */
import assert from 'node:assert/strict';
import { tellInLab } from './in-lab.mjs';
import { addCell, newCell } from './notebook.mjs';
import { kernelIdle, run } from './page.mjs';
import { shot } from './shot.mjs';

await tellInLab(({ page }) => {
  const output = index =>
    page.locator('.jp-Notebook .jp-CodeCell').nth(index).locator('.jp-OutputArea').first();

  /** Writes the last cell and runs it. Returns its index. */
  const type = async code => {
    const index = await page.evaluate(source => {
      const { content } = globalThis.jupyterapp.shell.currentWidget;
      content.activeCellIndex = content.widgets.length - 1;
      content.activeCell.model.sharedModel.setSource(source);
      return content.activeCellIndex;
    }, code);
    await run(page, 'notebook:run-cell-and-insert-below');
    return index;
  };

  /** Waits until the text stands in the outputs of the cell. */
  const shows = async (index, text) => {
    await output(index).getByText(text).first().waitFor();
  };

  const answer = async text => {
    const box = page.locator('.jp-Stdin-input');
    await box.waitFor();
    const question = await page.locator('.jp-Stdin-prompt').innerText();
    await box.fill(text);
    await box.press('Enter');
    return question;
  };

  /** The notebook in front. */
  const front = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  let pid;
  return [
    [
      'a notebook',
      async () => {
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
        await kernelIdle(page);
        const index = await type('console.log("pid", process.pid)');
        await shows(index, /pid \d+/);
        pid = Number(/pid (\d+)/.exec(await output(index).innerText())[1]);
      }
    ],
    [
      'a cell that would end the kernel asks, and a no ends only the cell',
      async () => {
        const index = await type('process.exit(3)');
        await page.locator('.jp-Stdin-input').waitFor();
        await shot(page, 'exit-question');
        const question = await answer('n');
        assert.match(question, /process\.exit\(3\) ends the kernel/);
        await shows(index, 'the kernel goes on');
        await shows(index, 'SystemExit');
        await shot(page, 'exit-refused');
        const alive = await type('console.log("still", process.pid)');
        await shows(alive, `still ${pid}`);
      }
    ],
    [
      'what a program prints comes while the cell waits for it',
      async () => {
        const index = await type(
          "import { execSync } from 'node:child_process'; execSync('echo begun; while [ ! -e go ]; do sleep 0.1; done; echo over', { stdio: 'inherit' })"
        );
        await shows(index, 'begun');
        await page.evaluate(() =>
          globalThis.jupyterapp.serviceManager.contents.save('go', {
            type: 'file',
            format: 'text',
            content: ''
          })
        );
        await shows(index, 'over');
      }
    ],
    [
      'a timer prints in its own cell while another runs',
      async () => {
        const first = await type(
          'const beat = setInterval(() => { if ((globalThis as any).late) { console.log("beat"); clearInterval(beat) } }, 20); 1'
        );
        const second = await type(
          '(globalThis as any).late = true; await new Promise(r => setTimeout(r, 500)); console.log("second")'
        );
        await shows(second, 'second');
        await shows(first, 'beat');
        assert.doesNotMatch(await output(second).innerText(), /beat/);
        await shot(page, 'timer');
      }
    ],
    [
      'after a crash the next kernel says what became of it',
      async () => {
        process.kill(pid, 'SIGKILL');
        const dialog = page.locator('.jp-Dialog').filter({ hasText: 'died' });
        await dialog.waitFor();
        await dialog.getByRole('button', { name: 'Ok' }).click();
        const index = await type('1 + 1');
        await shows(index, 'The kernel before this one was killed from outside, or crashed in native code');
        await shot(page, 'after-crash');
        const next = await type('console.log("quiet")');
        await shows(next, 'quiet');
        assert.equal((await output(next).innerText()).trim(), 'quiet');
      }
    ],
    [
      'two notebooks have two kernels: neither knows, nor interrupts, what is in the other',
      async () => {
        const first = await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.id);
        await type('const onlyHere: number = 1; console.log("declared")');
        await type('await new Promise(resolve => setTimeout(resolve, 4000)); console.log("slept on")');
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await page.waitForFunction(id => globalThis.jupyterapp.shell.currentWidget.id !== id, first);
        await kernelIdle(page);
        await addCell(page, 'console.log("second", process.pid); await new Promise(() => {})');
        await front.getByText(/second \d+/).waitFor();
        await run(page, 'notebook:interrupt-kernel');
        await front.getByText('KeyboardInterrupt').first().waitFor();
        await newCell(page, 'onlyHere + 1');
        await front.locator('.cm-lintRange-error', { hasText: 'onlyHere' }).waitFor();
        await shot(page, 'two-kernels');
        await page.evaluate(id => globalThis.jupyterapp.shell.activateById(id), first);
        await front.locator('.jp-OutputArea-output', { hasText: 'slept on' }).waitFor();
        await kernelIdle(page);
        await addCell(page, 'console.log("sum", onlyHere + 1)');
        await front.locator('.jp-OutputArea-output', { hasText: 'sum 2' }).waitFor();
        // Only what is wrong here is underlined.
        await newCell(page, 'onlyHere.toUpperCase()');
        await front.locator('.cm-lintRange-error', { hasText: 'toUpperCase' }).waitFor();
        assert.equal(await front.locator('.cm-lintRange-error', { hasText: 'onlyHere' }).count(), 0);
      }
    ]
  ];
});
