// Types where you type, in a real JupyterLab: squiggles before anything has run, what mends them, hover, signatures,
// completions that import, the way to definitions, renaming over cells. Nothing is run until the end.
//
//   node test/browser/typing.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tellInLab } from './in-lab.mjs';
import { unexpected } from './jobs-in-lab.mjs';
import { hoverUntil, kernelIdle, kernelQuiet, labReady, run } from './page.mjs';
import { shot } from './shot.mjs';

const fish = `interface Fish { species: string; weight: number }
/**
 * Weighs a fish with *both* hands.
 * @param fish what is weighed
 * @param tare what the net weighs
 */
function weigh(fish: Fish, tare = 0): number {
  return fish.weight - tare;
}
const caught: Fish[] = [{ species: 'cod', weight: 3 }];`;

await tellInLab(story);

function story({ page, complaints, lab }) {
  const notebook = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  const cell = index => notebook.locator('.jp-CodeCell').nth(index);
  const text = index => sourceOf(page, index);
  const squiggle = index => cell(index).locator('.cm-lintRange-error');
  const tip = page.locator('.cm-tooltip .sonde-TypeTip:not(.sonde-Signature)');
  const signature = page.locator('.cm-tooltip .sonde-Signature');
  const dialog = page.locator('.jp-Dialog');
  const completer = page.locator('.jp-Completer:not(.lm-mod-hidden)');
  const isActive = index =>
    page.waitForFunction(
      wanted => globalThis.jupyterapp.shell.currentWidget?.content.activeCellIndex === wanted,
      index
    );

  return [
    [
      'what is wrong is underlined before anything has run, against the cells above',
      async () => {
        await writeFile(
          join(lab.folder, 'work', 'nets.ts'),
          '/** Mends a net. */\nexport function mendNet(holes: number): boolean {\n  return holes > 0;\n}\n'
        );
        await showDocumentation(page, lab);
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await notebook.waitFor();
        await kernelIdle(page);
        await setCells(page, [fish, 'caught[0].weight.toUpperCase()', 'weigh(caught[0]).toFixd()']);
        await squiggle(1).waitFor();
        assert.equal(await squiggle(1).innerText(), 'toUpperCase');
        await squiggle(2).waitFor();
        await setSource(page, 2, 'weigh(caught[0]).toFixed()');
        await squiggle(2).waitFor({ state: 'detached' });
      }
    ],
    [
      'typing mends it, there and in the cells that stand on it',
      async () => {
        await type(page, cell(1), 'caught[0].weight.toFixed(');
        await squiggle(1).waitFor();
        await page.keyboard.insertText(')');
        await squiggle(1).waitFor({ state: 'detached' });
        await setSource(page, 0, fish.replaceAll('weight', 'mass'));
        await squiggle(1).waitFor();
        await setSource(page, 0, fish);
        await squiggle(1).waitFor({ state: 'detached' });
      }
    ],
    [
      'the box over an underlined name imports it',
      async () => {
        await setSource(page, 2, "mendNet(3);\nconsole.log('x')");
        await squiggle(2).waitFor();
        const button = page.locator('.cm-tooltip-lint').getByRole('button', { name: 'Import from "./nets"' });
        await hoverUntil(page, () => squiggle(2).hover(), button);
        await shot(page, 'fix');
        await button.click();
        await squiggle(2).waitFor({ state: 'detached' });
        assert.equal(await text(2), "import { mendNet } from './nets';\nmendNet(3);\nconsole.log('x')");
      }
    ],
    [
      'F8 goes from mistake to mistake, and what mends one is under Enter',
      async () => {
        const box = page.locator('.sonde-Mistake');
        await setSource(page, 1, 'caught[0].wieght;\nweigh(1);');
        await squiggle(1).first().waitFor();
        await type(page, cell(0), fish);
        await page.keyboard.press('F8');
        await box.getByText("Property 'wieght' does not exist").waitFor();
        await shot(page, 'mistake');
        await page.keyboard.press('F8');
        await box.getByText("Argument of type 'number' is not assignable").waitFor();
        await page.keyboard.press('F8');
        await box.getByRole('button', { name: 'Change to "weight"' }).waitFor();
        await page.keyboard.press('Enter');
        await box.waitFor({ state: 'detached' });
        assert.equal(await text(1), 'caught[0].weight;\nweigh(1);');
        await squiggle(1).getByText('1', { exact: true }).waitFor();
        await page.keyboard.press('F8');
        await box.waitFor();
        await page.keyboard.press('Escape');
        await box.waitFor({ state: 'detached' });
        assert.equal(
          await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.content.mode),
          'edit'
        );
      }
    ],
    [
      'a name tells its type and documentation under the pointer, also where it is underlined',
      async () => {
        await setSource(page, 1, 'const kilos: string = weigh(caught[0]);');
        await hoverUntil(page, () => point(page, 1, 'weigh'), tip.getByText('Weighs a fish with'));
        assert.match(await tip.innerText(), /function weigh\(fish: Fish, tare\?: number\): number/);
        assert.equal(await tip.locator('em', { hasText: 'both' }).count(), 1);
        await shot(page, 'hover');
        await inTheDark(page, async () => {
          await hoverUntil(page, () => point(page, 1, 'weigh'), tip.getByText('Weighs a fish with'));
          await shot(page, 'hover-dark');
        });
        await away(page);
        await squiggle(1).waitFor();
        await hoverUntil(page, () => squiggle(1).hover(), tip.getByText('const kilos: string'));
        await page.locator('.cm-tooltip-lint', { hasText: "not assignable to type 'string'" }).waitFor();
        await shot(page, 'hover-squiggle');
        await away(page);
      }
    ],
    [
      'a call shows its parameters while they are written; Escape closes them and nothing else',
      async () => {
        await type(page, cell(1), 'weigh');
        await page.keyboard.type('(');
        await signature.getByText('weigh(fish: Fish, tare?: number): number').waitFor();
        assert.equal(await signature.locator('strong').innerText(), 'fish: Fish');
        await page.keyboard.type('caught[0],');
        await signature.locator('strong', { hasText: 'tare?: number' }).waitFor();
        await signature.getByText('what the net weighs').waitFor();
        await shot(page, 'signature');
        await page.keyboard.press('Escape');
        await signature.waitFor({ state: 'detached' });
        assert.equal(
          await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.content.mode),
          'edit'
        );
        await page.keyboard.press('Control+Shift+Space');
        await signature.waitFor();
        await page.keyboard.press('End');
        await page.keyboard.type(';');
        await signature.waitFor({ state: 'detached' });
      }
    ],
    [
      'a completion shows what it is, and brings its import',
      async () => {
        await type(page, cell(1), 'await readFil');
        await page.keyboard.press('Tab');
        const item = completer.locator('.jp-Completer-item', { hasText: 'readFile (node:fs/promises)' });
        await item.waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowUp');
        const documentation = completer.locator('.jp-Completer-docpanel', { hasText: 'Imported from' });
        await documentation.waitFor();
        // Drawn, not as it is written.
        await documentation.locator('pre code span').first().waitFor();
        assert.ok(!(await documentation.innerText()).includes('```'));
        await shot(page, 'completion');
        await item.click();
        await page.waitForFunction(
          () =>
            globalThis.jupyterapp.shell.currentWidget.content.widgets[1].model.sharedModel.source ===
            "import { readFile } from 'node:fs/promises';\nawait readFile"
        );
        // What is there already comes before what would have to be imported.
        await type(page, cell(1), 'weigh(caught[0], tr');
        await page.keyboard.press('Tab');
        await completer.locator('.jp-Completer-item').nth(1).waitFor();
        const offered = await completer.locator('.jp-Completer-match').allInnerTexts();
        assert.deepEqual(offered.slice(0, 2).sort(), ['true', 'try']);
        assert.ok(
          offered.some(one => one.includes('(node:')),
          offered.join()
        );
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await type(page, cell(1), 'caught.fla');
        await page.keyboard.press('Tab');
        await completer.locator('.jp-Completer-docpanel', { hasText: /flat/ }).waitFor();
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
      }
    ],
    [
      'F12 goes to the cell that declares a name, and to a file beside the notebook',
      async () => {
        await type(page, cell(2), 'weigh(caught[0])');
        await page.keyboard.press('Home');
        await page.keyboard.press('F12');
        await isActive(0);
        assert.equal(await selected(page), 'weigh');
        await setSource(page, 2, "import { mendNet } from './nets';\nmendNet(3);");
        await point(page, 2, 'mendNet(3');
        await page.keyboard.down('ControlOrMeta');
        await page.mouse.down();
        await page.mouse.up();
        await page.keyboard.up('ControlOrMeta');
        const file = page.locator('.jp-FileEditor:not(.lm-mod-hidden)');
        await file.getByText('Mends a net.').waitFor();
        await shot(page, 'definition');
        await page.waitForFunction(
          () => globalThis.jupyterapp.shell.currentWidget?.content?.editor?.getCursorPosition().line === 1
        );
        await run(page, 'application:close');
        await file.waitFor({ state: 'detached' });
      }
    ],
    [
      'and to the text of a library that Lab cannot open',
      async () => {
        await notebook.waitFor();
        await type(page, cell(2), 'Math');
        await page.keyboard.press('F12');
        const tab = page.locator('.lm-TabBar-tab.lm-mod-current', { hasText: /^lib\..*d\.ts$/ });
        await tab.waitFor();
        await page.getByText('interface Math {').first().waitFor();
        await page.waitForFunction(() => {
          const scroller = document.querySelector('.sonde-Source .cm-scroller');
          return scroller !== null && scroller.scrollTop > 1000;
        });
        await shot(page, 'library');
        await run(page, 'application:close');
        await tab.waitFor({ state: 'detached' });
      }
    ],
    [
      'F2 renames in all cells, refuses what is no name, and each cell undoes it',
      async () => {
        await notebook.waitFor();
        await type(page, cell(1), 'const box = { caught };\ncaught.length');
        await setSource(page, 2, 'weigh(caught[0])');
        await cell(1).locator('.cm-content').click();
        await page.keyboard.press('Control+End');
        await page.keyboard.press('Home');
        await page.keyboard.press('F2');
        await dialog.locator('input').fill('two words');
        await page.keyboard.press('Enter');
        await dialog.getByText('that is not a name').waitFor();
        await shot(page, 'rename');
        await dialog.locator('input').fill('haul');
        await page.keyboard.press('Enter');
        await dialog.waitFor({ state: 'detached' });
        await page.getByText('Renamed "caught" to "haul": 4 places in 3 cells.').waitFor();
        assert.equal(await text(0), fish.replace('caught', 'haul'));
        assert.equal(await text(1), 'const box = { caught: haul };\nhaul.length');
        assert.equal(await text(2), 'weigh(haul[0])');
        await cell(0).locator('.cm-content').click();
        await page.keyboard.press('Control+z');
        assert.equal(await text(0), fish);
        await page.keyboard.press('Control+Shift+z');
        assert.equal(await text(0), fish.replace('caught', 'haul'));
      }
    ],
    [
      'after the cells have run and the kernel was restarted it all is still there',
      async () => {
        await run(page, 'notebook:run-all-cells');
        await cell(2).locator('.jp-OutputArea-output', { hasText: '3' }).waitFor();
        await kernelQuiet(page);
        await page.evaluate(() =>
          globalThis.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()
        );
        await setSource(page, 2, 'haul[0].spezies');
        await squiggle(2).waitFor();
        const change = page.locator('.cm-tooltip-lint').getByRole('button', { name: 'Change to "species"' });
        await hoverUntil(page, () => squiggle(2).hover(), change);
        await change.click();
        await squiggle(2).waitFor({ state: 'detached' });
        assert.equal(await text(2), 'haul[0].species');
      }
    ],
    ['the browser console is free of errors', async () => assert.deepEqual(unexpected(complaints), [])]
  ];
}

/** The cells of the notebook in front, as if someone had opened it with them. */
async function setCells(page, codes) {
  await page.evaluate(sources => {
    const { model } = globalThis.jupyterapp.shell.currentWidget.content;
    model.sharedModel.transact(() => {
      const cells = sources.map(source => ({ cell_type: 'code', source, metadata: {}, outputs: [] }));
      model.sharedModel.deleteCellRange(0, model.sharedModel.cells.length);
      model.sharedModel.insertCells(0, cells);
    });
  }, codes);
}

async function setSource(page, index, code) {
  await page.evaluate(
    ([at, source]) => {
      globalThis.jupyterapp.shell.currentWidget.content.widgets[at].model.sharedModel.setSource(source);
    },
    [index, code]
  );
}

function sourceOf(page, index) {
  return page.evaluate(
    at => globalThis.jupyterapp.shell.currentWidget.content.widgets[at].model.sharedModel.getSource(),
    index
  );
}

function selected(page) {
  return page.evaluate(() => globalThis.getSelection().toString());
}

/** Puts a text in the place of the cell's, by hand. */
async function type(page, cell, code) {
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(code);
}

/** Moves the pointer onto a text in a cell. */
async function point(page, index, text) {
  const { x, y } = await page.evaluate(
    ([at, wanted]) => {
      const cell = globalThis.jupyterapp.shell.currentWidget.content.widgets[at];
      const offset = cell.model.sharedModel.getSource().indexOf(wanted);
      const { left, top, bottom } = cell.editor.editor.coordsAtPos(offset + 1);
      return { x: left + 2, y: (top + bottom) / 2 };
    },
    [index, text]
  );
  await page.mouse.move(x - 8, y);
  await page.mouse.move(x, y, { steps: 3 });
}

/** For the pictures: Lab in its dark theme. */
async function inTheDark(page, look) {
  if (!process.env.SHOTS) return;
  for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
    await away(page);
    await page.evaluate(
      name => globalThis.jupyterapp.commands.execute('apputils:change-theme', { theme: name }),
      theme
    );
    await page.waitForFunction(name => document.body.dataset.jpThemeName === name, theme);
    if (theme.endsWith('Dark')) await look();
  }
}

async function away(page) {
  await page.mouse.move(5, 5);
  await page.locator('.cm-tooltip-hover').waitFor({ state: 'detached' });
}

/** Lab shows documentation beside completions when it is told to, and waits longer than a second for them; it reads that when it starts. */
async function showDocumentation(page, lab) {
  const folder = join(lab.folder, 'settings', '@jupyterlab', 'completer-extension');
  await mkdir(folder, { recursive: true });
  const settings = JSON.stringify({ showDocumentationPanel: true, providerTimeout: 20_000 });
  await writeFile(join(folder, 'manager.jupyterlab-settings'), settings);
  await page.reload();
  await labReady(page);
}
