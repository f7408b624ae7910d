// The debugger of JupyterLab with our kernel: the bug on, a breakpoint by a click beside a line, stop, look, evaluate, step,
// go on, and off again; in both themes.
//
//   node test/browser/debugger.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { tellInLab } from './in-lab.mjs';
import { addCell } from './notebook.mjs';
import { kernelIdle, kernelQuiet, run } from './page.mjs';
import { shot } from './shot.mjs';

const source = `type Reading = { place: string; degrees: number };
const readings: Reading[] = [
  { place: 'Karlsruhe', degrees: 21 },
  { place: 'Bratislava', degrees: 24 }
];
let sum = 0;
for (const { degrees } of readings) {
  const kelvin: number = toKelvin(degrees);
  sum += kelvin;
}
function toKelvin(celsius: number): number {
  return celsius + 273;
}
sum`;

await tellInLab(story);

function story({ page, complaints }) {
  const notebook = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  const cell = notebook.locator('.jp-CodeCell').first();
  const bug = notebook.locator('.jp-DebuggerBugButton');
  // CodeMirror keeps an invisible one to know the width.
  const breakpoint = cell.locator('.cm-breakpoint-icon').locator('visible=true');
  const sidebar = page.locator('.jp-DebuggerSidebar');
  const variables = sidebar.locator('.jp-DebuggerVariables');
  const highlight = page.locator('.jp-DebuggerEditor-highlight');
  const variable = name =>
    variables
      .locator('jp-tree-item')
      .filter({ has: page.locator(`.jp-DebuggerVariables-name >> text="${name}"`) })
      .first();
  const value = name => variable(name).locator('.jp-DebuggerVariables-detail').first().innerText();
  /** As the button, once it can be pressed: what came before may not be on the page yet. */
  const press = async what => {
    await page.waitForFunction(id => globalThis.jupyterapp.commands.isEnabled(id), `debugger:${what}`);
    // JupyterLab asks for scopes and variables once it has drawn where the cell stands; a step meanwhile would confuse it.
    await kernelQuiet(page, { looks: 4, stopped: true });
    await run(page, `debugger:${what}`);
  };
  const stopsAt = async text => {
    const there = highlight.filter({ hasText: text });
    await there.waitFor({ timeout: 20_000 }).catch(async () => {
      const standsAt = JSON.stringify(await highlight.allInnerTexts());
      const state = await page.evaluate(() => {
        const { kernel } = globalThis.jupyterapp.shell.currentWidget.sessionContext.session;
        return kernel.status;
      });
      throw new Error(`It stands at ${standsAt} and not at ${text}; the kernel is ${state}`);
    });
  };

  return [
    [
      'a cell runs with the debugger off, and nothing complains',
      async () => {
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await notebook.waitFor();
        await kernelIdle(page);
        await runCell(page, '1 + 1');
        await cell.locator('.jp-OutputArea-output', { hasText: '2' }).waitFor();
        await kernelIdle(page);
        assert.deepEqual(complaints, []);
      }
    ],
    [
      'the bug turns it on, and shows the variables of the notebook',
      async () => {
        await runCell(page, "const greeting = 'hello';");
        await kernelIdle(page);
        await bug.locator('[aria-disabled=false]').waitFor();
        // While JupyterLab still looks at the new kernel, it forgets that it was clicked.
        await kernelQuiet(page);
        await bug.click();
        await sidebar.waitFor();
        await variable('greeting').waitFor();
        assert.equal(await value('greeting'), "'hello'");
        await shot(page, 'debugger-on');
      }
    ],
    [
      'a click beside a line sets a breakpoint, and the cell stops there',
      async () => {
        await setCell(page, source);
        await cell.locator('.cm-gutter.cm-breakpoint-gutter .cm-gutterElement').nth(9).click();
        await breakpoint.waitFor();
        await run(page, 'notebook:run-cell');
        await stopsAt('sum += kelvin');
        await variable('kelvin').waitFor();
        assert.equal(await value('kelvin'), '294');
        assert.equal(await value('sum'), '0');
        assert.match(await sidebar.locator('.jp-DebuggerCallstack').innerText(), /Cell \[/);
        await shot(page, 'debugger-stopped');
      }
    ],
    [
      'an array opens to its elements',
      async () => {
        await variable('readings').locator('.jp-DebuggerVariables-name').first().click();
        await variables.getByText("{place: 'Karlsruhe', degrees: 21}", { exact: true }).waitFor();
        await shot(page, 'debugger-opened');
      }
    ],
    [
      'an expression is evaluated in the frame',
      async () => {
        await press('evaluate');
        const console = page.locator('.jp-DebugConsole, .jp-CodeConsole').last();
        await console.locator('.jp-CodeConsole-promptCell .cm-content').click();
        await page.keyboard.type('(kelvin as number) * 2');
        await page.keyboard.press('Shift+Enter');
        await console.locator('.jp-OutputArea-output', { hasText: '588' }).waitFor();
        await shot(page, 'debugger-evaluated');
        await press('evaluate');
        await console.waitFor({ state: 'detached' });
        await notebook.locator('.jp-Notebook').click({ position: { x: 5, y: 5 } });
      }
    ],
    [
      'it steps to the next line, into a function and out of it',
      async () => {
        // What was evaluated has JupyterLab ask for the frames again.
        await stopsAt('sum += kelvin');
        await press('next');
        await stopsAt('for (const { degrees } of readings)');
        await press('next');
        await stopsAt('const kelvin: number');
        await press('stepIn');
        await stopsAt('return celsius + 273');
        await variable('celsius').waitFor();
        assert.equal(await value('celsius'), '24');
        await press('stepOut');
        await highlight.filter({ hasNotText: 'return celsius' }).first().waitFor();
      }
    ],
    [
      'in the dark theme too it can be read',
      async () => {
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
        await page.locator('body[data-jp-theme-light=false]').waitFor({ state: 'attached' });
        await highlight.first().waitFor();
        await shot(page, 'debugger-dark');
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
        await page.locator('body[data-jp-theme-light=true]').waitFor({ state: 'attached' });
      }
    ],
    [
      'it goes on to the next stop, and after the last to the result',
      async () => {
        const done = cell.locator('.jp-OutputArea-output', { hasText: '591' });
        for (const giveUp = Date.now() + 60_000; !(await done.isVisible());) {
          assert.ok(Date.now() < giveUp, 'the cell comes to its end');
          // "Next" can be pressed only while it stands; "continue" would have it stop otherwise.
          if (await page.evaluate(() => globalThis.jupyterapp.commands.isEnabled('debugger:next')))
            await press('continue');
          await page.waitForTimeout(100);
        }
        await kernelIdle(page);
        await highlight.waitFor({ state: 'detached' });
      }
    ],
    [
      'Stop interrupts a cell that stands still',
      async () => {
        await run(page, 'notebook:run-cell');
        await stopsAt('sum += kelvin');
        await run(page, 'notebook:interrupt-kernel');
        await cell.locator('.jp-OutputArea-output', { hasText: 'KeyboardInterrupt' }).waitFor();
        await kernelIdle(page);
      }
    ],
    [
      'an error stops the cell where it is thrown, when that is chosen',
      async () => {
        const dialog = page.locator('.jp-Dialog');
        const choose = async () => {
          await run(page, 'debugger:pause-on-exceptions');
          await dialog.locator('select').selectOption('uncaught');
          await dialog.locator('.jp-mod-accept').click();
          await dialog.waitFor({ state: 'detached' });
          await kernelQuiet(page, { looks: 4, stopped: true });
        };
        await choose();
        await addCell(
          page,
          "function cool(kelvin: number) {\n  throw new RangeError('too cold');\n}\ncool(3);"
        );
        await stopsAt("throw new RangeError('too cold')");
        await variable('kelvin').waitFor();
        assert.equal(await value('kelvin'), '3');
        await shot(page, 'debugger-exception');
        await press('continue');
        await notebook.locator('.jp-OutputArea-output', { hasText: 'RangeError: too cold' }).waitFor();
        await kernelIdle(page);
        assert.equal(await highlight.count(), 0);
      }
    ],
    [
      'off again, the breakpoint is no more, and nothing has complained',
      async () => {
        // An answer that it is on, asked for before the click and come after it, has JupyterLab think so from then on: the next
        // click would turn it off once more. It asks for each cell that is new.
        await kernelQuiet(page);
        await bug.click();
        await breakpoint.waitFor({ state: 'detached' });
        await notebook.locator('.jp-DebuggerBugButton[aria-pressed=false]').waitFor();
        await page.evaluate(() => {
          globalThis.jupyterapp.shell.currentWidget.content.activeCellIndex = 0;
        });
        await run(page, 'notebook:run-cell');
        await kernelIdle(page);
        await cell.locator('.jp-OutputArea-output', { hasText: '591' }).waitFor();
        assert.deepEqual(complaints, []);
      }
    ],
    [
      'a kernel that is restarted where it stands still keeps the breakpoint, and stops there again',
      async () => {
        await bug.click();
        await cell.locator('.cm-gutter.cm-breakpoint-gutter .cm-gutterElement').nth(9).click();
        await breakpoint.waitFor();
        await run(page, 'notebook:run-cell');
        await stopsAt('sum += kelvin');
        await kernelQuiet(page, { looks: 4, stopped: true });
        await run(page, 'notebook:restart-kernel');
        await page.locator('.jp-Dialog .jp-mod-warn').click();
        await highlight.waitFor({ state: 'detached' });
        await kernelIdle(page);
        // JupyterLab starts anew in several steps; a stop meanwhile it forgets.
        await kernelQuiet(page, { looks: 20 });
        await run(page, 'notebook:run-cell');
        // Not the line in the cell: JupyterLab does not always start its part in the notebook anew.
        await sidebar.locator('.jp-DebuggerCallstack', { hasText: /Cell \[\d+\]/ }).waitFor();
        await variable('kelvin').waitFor();
        assert.equal(await value('sum'), '0');
        await shot(page, 'debugger-restarted');
        await run(page, 'notebook:interrupt-kernel');
        await kernelIdle(page);
        assert.deepEqual(complaints, []);
      }
    ]
  ];
}

/** Puts the text into the first cell and makes it the active one. */
async function setCell(page, text) {
  await page.evaluate(source => {
    const { content } = globalThis.jupyterapp.shell.currentWidget;
    content.activeCellIndex = 0;
    content.widgets[0].model.sharedModel.setSource(source);
  }, text);
}

async function runCell(page, text) {
  await setCell(page, text);
  await run(page, 'notebook:run-cell');
}
