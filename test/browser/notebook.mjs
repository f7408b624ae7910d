// Cells in the notebook in front, as someone would write them.
import { run } from './page.mjs';

/** Appends a code cell below the last one, writes into it and leaves it active. */
export async function newCell(page, code) {
  await page.evaluate(() => {
    const { content } = globalThis.jupyterapp.shell.currentWidget;
    content.activeCellIndex = content.widgets.length - 1;
  });
  await run(page, 'notebook:insert-cell-below');
  await run(page, 'notebook:enter-edit-mode');
  // A box under the pointer could lie over the cell, before and after the click.
  await page.mouse.move(5, 5);
  await page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell.jp-mod-active .cm-content').click();
  await page.mouse.move(5, 5);
  await page.keyboard.insertText(code);
}

/** Runs code in a new cell at the end. */
export async function addCell(page, code) {
  await newCell(page, code);
  await run(page, 'notebook:run-cell');
}
