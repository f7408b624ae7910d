// Widgets of cells in a real JupyterLab with nothing of ours in the page: the stock manager draws them. Values go both ways,
// also while another cell waits; a module of one's own draws itself; what is saved is there again without a kernel.
//
//   node test/browser/widgets.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tellInLab } from './in-lab.mjs';
import { unexpected } from './jobs-in-lab.mjs';
import { addCell } from './notebook.mjs';
import { kernelIdle, kernelQuiet, loadAnew, run, save } from './page.mjs';
import { shot } from './shot.mjs';

await tellInLab(story);

function story({ page, complaints, lab }) {
  const notebook = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  const cells = notebook.locator('.jp-CodeCell');
  const cell = text => cells.filter({ has: page.locator('.jp-InputArea', { hasText: text }) });
  const outputs = text => cell(text).locator('.jp-OutputArea-output');
  const says = (text, said) => outputs(text).filter({ hasText: said }).first().waitFor();
  const add = code => addCell(page, code);
  const epochs = cell('const epochs');

  return [
    [
      'a slider is shown below its cell, and beside it what GitHub shows',
      async () => {
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await notebook.waitFor();
        await kernelIdle(page);
        await add(`import { accordion, button, checkbox, colorPicker, datePicker, dropdown, fileUpload, hbox, html, jslink,
  label, output, progress, radioButtons, rangeSlider, slider, tabs, text, textarea, toggleButtons, vbox, widget
} from '@sonde/kernel/widgets';
const epochs = slider({ min: 1, max: 50, value: 10, description: 'Epochs' });
epochs.on('value', value => console.log('now', value));
epochs`);
        await epochs.locator('.widget-slider').waitFor();
        assert.equal(await epochs.locator('.widget-readout').innerText(), '10');
        const bundle = await page.evaluate(() => {
          const { model } = globalThis.jupyterapp.shell.currentWidget.content;
          const shown = [...model.cells].flatMap(one => one.sharedModel.outputs ?? []);
          return shown.find(one => one.data?.['application/vnd.jupyter.widget-view+json'])?.data;
        });
        assert.match(
          bundle['text/plain'],
          /^IntSlider \{ description: 'Epochs', value: 10, max: 50, min: 1 \}$/
        );
      }
    ],
    [
      'a key on it: the value arrives in the kernel, and what is printed comes under its cell',
      async () => {
        await epochs.locator('.noUi-handle').press('ArrowRight');
        await says('const epochs', 'now 11');
        await add(`console.log('kernel has', epochs.value)`);
        await says("console.log('kernel has'", 'kernel has 11');
      }
    ],
    [
      'set in a cell, it moves',
      async () => {
        await add('epochs.value = 42;');
        await epochs.locator('.widget-readout', { hasText: /^42$/ }).waitFor();
        await says('const epochs', 'now 42');
      }
    ],
    [
      'a button is pressed while another cell waits for it',
      async () => {
        await add(`const go = button({ description: 'Go', buttonStyle: 'primary' });
go.on('click', () => console.log('handler ran'));
go`);
        await cell('const go').locator('button.widget-button').waitFor();
        await add(
          `console.log('waiting'); await go.next('click'); console.log('was clicked, epochs', epochs.value)`
        );
        await says("console.log('waiting')", 'waiting');
        await cell('const go').locator('button.widget-button').click();
        await says("console.log('waiting')", 'was clicked, epochs 42');
        await says('const go', 'handler ran');
      }
    ],
    [
      'a handler that fails, at once or later, says so under its cell, and the widget goes on',
      async () => {
        await add(`const broken = button('Break');
let presses = 0;
broken.on('click', async () => { presses++; await null; if (presses === 1) throw new RangeError('too much'); console.log('press', presses); });
broken`);
        const press = cell('const broken').locator('button.widget-button');
        await press.click();
        await says('const broken', 'RangeError: too much');
        await says(
          'const broken',
          'It was thrown by what Button "Break" calls at "click"; the widget goes on.'
        );
        await press.click();
        await says('const broken', 'press 2');
      }
    ],
    [
      'a file is uploaded with its bytes',
      async () => {
        const path = join(lab.folder, 'measured.csv');
        await writeFile(path, 'a;ü\n1;2\n');
        await add(`const files = fileUpload({ accept: '.csv' });
files.on('value', ([file]) => console.log(file?.name, file?.size, JSON.stringify(new TextDecoder().decode(file?.content)), file?.lastModified instanceof Date));
files`);
        const chooser = page.waitForEvent('filechooser');
        await cell('const files').locator('button.widget-upload').click();
        await (await chooser).setFiles(path);
        await says('const files', 'measured.csv 9 "a;ü\\n1;2\\n" true');
      }
    ],
    [
      'tabs hold all sorts of controls; each page is turned from both sides',
      async () => {
        await add(`const optimizer = dropdown({ options: ['sgd', 'adam', 'rmsprop'], value: 'adam', description: 'Optimizer' });
const shuffle = checkbox({ value: true, description: 'Shuffle' });
const note = text({ placeholder: 'a note', description: 'Note' });
const bar = progress({ max: 8, value: 3, description: 'Done', barStyle: 'success' });
const pages = tabs({
  Data: vbox([rangeSlider({ value: [20, 80], description: 'Rows' }), shuffle, datePicker({ value: '2026-11-26', description: 'Since' }), note]),
  Model: hbox([vbox([optimizer, radioButtons({ options: { small: 1, large: 2 }, description: 'Size' })]), vbox([bar, toggleButtons({ options: ['CPU', 'GPU'] }), html('<b>ready</b>')])]),
  More: accordion({ Colour: colorPicker({ value: '#336699' }), Text: textarea({ value: 'lines' }), Label: label('a label') })
});
pages.on('selectedIndex', index => console.log('page', index));
optimizer.on('value', value => console.log('optimizer', value));
pages`);
        const shown = cell('const pages');
        await shown.locator('.lm-TabBar-tab', { hasText: 'Data' }).waitFor();
        await shot(page, 'widgets-data');
        await shown.locator('.lm-TabBar-tab', { hasText: 'Model' }).click();
        await says('const pages', 'page 1');
        await shown.locator('select').selectOption('rmsprop');
        await says('const pages', 'optimizer rmsprop');
        await add('pages.selectedIndex = 2; optimizer.value = "sgd"; note.value = "from the kernel";');
        await shown.locator('.lm-TabBar-tab.lm-mod-current', { hasText: 'More' }).waitFor();
        await add('pages.selectedIndex = 0;');
        await shown.locator('.lm-TabBar-tab.lm-mod-current', { hasText: 'Data' }).waitFor();
        await page.waitForFunction(() =>
          [...document.querySelectorAll('input')].some(one => one.value === 'from the kernel')
        );
        await add('pages.selectedIndex = 1;');
        await shown.locator('.lm-TabBar-tab.lm-mod-current', { hasText: 'Model' }).waitFor();
        assert.equal(await shown.locator('select').inputValue(), 'sgd');
      }
    ],
    [
      'an output widget takes what runs in it, also an error, and nothing else',
      async () => {
        await add(`const box = output({ layout: { border: '1px solid' } });
display(box);
await box.capture(async () => {
  console.log('inside one');
  await new Promise(resolve => setTimeout(resolve, 50));
  display({ 'text/html': '<i>inside two</i>' });
  throw new Error('inside three');
});
console.log('outside');`);
        await says('const box', 'outside');
        const inside = cell('const box').locator('.widget-output, .jupyter-widgets-output-area').first();
        await inside.getByText('inside three').first().waitFor();
        const text = await inside.innerText();
        assert.match(text, /inside one[^]*inside two[^]*Error: inside three/);
        assert.doesNotMatch(text, /outside/);
        const all = await cell('const box').locator('.jp-OutputArea').first().innerText();
        assert.equal(all.split('inside one').length, 2);
      }
    ],
    [
      'a busy cell: links in the page hold, and the value arrives when the cell is done',
      async () => {
        await add(`const left = slider({ value: 1 }), right = slider({ value: 1 });
jslink(left, 'value', right, 'value');
const both = vbox([left, right]);
both`);
        const pair = cell('const both');
        await pair.locator('.noUi-handle').nth(1).waitFor();
        await add(
          `import { existsSync } from 'node:fs';\nconsole.log('busy'); while (!existsSync('let-go')); console.log('idle');`
        );
        await says('existsSync', 'busy');
        await pair.locator('.noUi-handle').first().press('ArrowRight');
        await pair.locator('.widget-readout').nth(1).filter({ hasText: /^2$/ }).waitFor();
        assert.doesNotMatch(
          await outputs('existsSync')
            .allInnerTexts()
            .then(all => all.join()),
          /idle/
        );
        await writeFile(join(lab.folder, 'work', 'let-go'), '');
        await says('existsSync', 'idle');
        await add(`console.log('both', left.value, right.value)`);
        await says("console.log('both'", 'both 2 2');
      }
    ],
    [
      'a loop without an await that reads a control follows it, and ends with a click',
      async () => {
        const loop = cell('const rate');
        await add(`const rate = slider({ value: 3, max: 9, description: 'Rate' });
const halt = button({ description: 'Halt' });
let halted = false;
halt.on('click', () => { halted = true; });
display(rate);
display(halt);`);
        await loop.locator('button.widget-button').waitFor();
        await add(`const seen = new Set();
for (const until = Date.now() + 20_000; !halted && Date.now() < until; ) seen.add(rate.value);
console.log([...seen].join(), halted);`);
        await page.waitForFunction(
          () => globalThis.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy'
        );
        for (const value of [4, 5]) {
          await loop.locator('.noUi-handle').press('ArrowRight');
          await loop.locator('.widget-readout', { hasText: new RegExp(`^${value}$`) }).waitFor();
          await page.waitForTimeout(500);
        }
        await loop.locator('button.widget-button').click();
        await says('const seen', '3,4,5 true');
      }
    ],
    [
      'a handler that never ends is interrupted, and events go on',
      async () => {
        await add(`const stuck = button('Spin');
let spins = 0;
stuck.on('click', () => { console.log('spin', ++spins); while (spins === 1); });
stuck`);
        const press = cell('const stuck').locator('button.widget-button');
        await press.click();
        await says('const stuck', 'spin 1');
        await run(page, 'notebook:interrupt-kernel');
        await says('const stuck', 'KeyboardInterrupt');
        await press.click();
        await says('const stuck', 'spin 2');
        await kernelIdle(page);
      }
    ],
    [
      'a widget of one’s own: clicks and typed arrays go both ways',
      async () => {
        await add(`const counter = widget({
  render({ model, el }) {
    const button = document.createElement('button');
    const sum = document.createElement('span');
    const show = () => {
      button.textContent = 'count is ' + model.get('count');
      // A DataView when it comes from the kernel, what was set when it was set here.
      const { buffer, byteOffset, byteLength } = model.get('points');
      const view = new DataView(buffer, byteOffset, byteLength);
      let total = 0;
      for (let at = 0; at < view.byteLength; at += 4) total += view.getFloat32(at, true);
      sum.textContent = ' sum ' + total;
    };
    button.className = 'counter';
    button.onclick = () => {
      model.set('count', model.get('count') + 1);
      model.set('points', new Float32Array([1.5, 2.5, model.get('count')]));
      model.save_changes();
    };
    model.on('change:count', show);
    model.on('change:points', show);
    model.on('msg:custom', (content: any) => { sum.textContent += ' ' + content.hello; });
    show();
    el.append(button, sum);
  },
  css: '.counter { font-weight: bold; padding: 4px 12px; }'
}, { count: 0, points: new Float32Array([0.5, 0.25]) });
counter.on('count', count => console.log('count', count, counter.points));
counter`);
        const own = cell('const counter');
        await own.getByText('sum 0.75').waitFor();
        await own.locator('button.counter').click();
        await says('const counter', /count 1 Float32Array\(3\) \[\s*1.5,\s*2.5,\s*1\s*\]/);
        await add(
          'counter.set({ count: 10, points: new Float32Array([10, 20]) }); counter.send({ hello: "bytes" });'
        );
        await own.getByText('count is 10').waitFor();
        await own.getByText('sum 30 bytes').waitFor();
        await shot(page, 'widgets-own');
      }
    ],
    [
      'after the page is loaded anew the widgets still speak with the kernel',
      async () => {
        await save(page);
        await loadAnew(page);
        await epochs.locator('.widget-readout', { hasText: /^42$/ }).waitFor();
        await kernelIdle(page);
        await epochs.locator('.noUi-handle').press('ArrowRight');
        await add(`console.log('still', epochs.value)`);
        await says("console.log('still'", 'still 43');
        await cell('const counter').locator('button.counter', { hasText: 'count is 10' }).click();
        await add(`console.log('counter', counter.count)`);
        await says("console.log('counter'", 'counter 11');
      }
    ],
    [
      'saved with their state they are there without a kernel, light and dark',
      async () => {
        await run(page, '@jupyter-widgets/jupyterlab-manager:saveWidgetState');
        await page.waitForFunction(async () => {
          const { settings } = globalThis.jupyterapp.serviceManager;
          const { raw } = await settings.fetch('@jupyter-widgets/jupyterlab-manager:plugin');
          return /"saveState":\s*true/.test(raw);
        });
        // The manager learns of the setting a moment later, and puts the state into the notebook while that is saved.
        await page.waitForFunction(
          async () => {
            const { context } = globalThis.jupyterapp.shell.currentWidget;
            await context.save();
            return JSON.stringify(context.model.toJSON().metadata).includes('widget-state+json');
          },
          undefined,
          { polling: 500 }
        );
        await save(page);
        await kernelQuiet(page);
        await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.sessionContext.shutdown());
        await loadAnew(page);
        await epochs.locator('.widget-readout', { hasText: /^43$/ }).waitFor();
        await shot(page, 'widgets-saved-light');
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
        await page.locator('body[data-jp-theme-light=false]').waitFor({ state: 'attached' });
        await shot(page, 'widgets-saved-dark');
      }
    ],
    ['the browser console is free of errors', async () => assert.deepEqual(unexpected(complaints), [])]
  ];
}
