// The catalogue panel in a real JupyterLab: marked hits, filters, keys, the context menu, a module dragged into a
// notebook, a file dragged onto the panel, sources that cannot be reached, ten thousand rows, narrow and dark.
//
//   node test/browser/catalogue-panel.mjs        SHOTS=folder also takes pictures
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { syntheticEntries } from '../../bench/synthetic-cards.mjs';
import { noBarriers } from './barriers.mjs';
import { tellInLab } from './in-lab.mjs';
import { kernelIdle, loadAnew, run } from './page.mjs';
import { shot } from './shot.mjs';

const top = new URL('../..', import.meta.url);
await tellInLab(story);

function story({ page, complaints, lab }) {
  const panel = page.locator('#sonde-catalogue');
  const cards = panel.locator('.sonde-Card');
  const count = panel.locator('.sonde-Panel-count');
  const box = panel.locator('.sonde-SearchBox-input');
  const cells = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell');

  return [
    [
      'a misspelt word finds and marks what was meant',
      async () => {
        await run(page, 'sonde:open-catalogue');
        await cards.first().waitFor();
        await box.fill('imgae clas');
        await panel.locator('.sonde-Card-title .sonde-Mark', { hasText: 'Image' }).first().waitFor();
        await shot(page, 'search');
        await box.press('Escape');
        assert.equal(await box.inputValue(), '');
      }
    ],
    [
      'filters narrow, count and can be taken out one by one',
      async () => {
        await count.filter({ hasNotText: ' of ' }).waitFor();
        const all = await count.textContent();
        await panel.getByRole('button', { name: 'Filters' }).click();
        await panel.locator('.sonde-FacetChip', { hasText: 'Computer Vision' }).click();
        await panel.locator('.sonde-ActiveFilter', { hasText: 'Computer Vision' }).waitFor();
        assert.notEqual(await count.textContent(), all);
        await shot(page, 'filters');
        await noBarriers(page, '#sonde-catalogue');
        await panel.locator('.sonde-ActiveFilter').click();
        assert.equal(await count.textContent(), all);
        await panel.getByRole('button', { name: 'Filters' }).click();
      }
    ],
    [
      'keys lead from the search box to the page of a module',
      async () => {
        await box.fill('image-classification');
        await box.press('Enter');
        await page.waitForFunction(() => document.activeElement?.dataset.module === 'image-classification');
        await page.keyboard.press('Enter');
        await page.locator('.lm-TabBar-tabLabel', { hasText: 'Image classification' }).waitFor();
        await box.fill('');
      }
    ],
    [
      'the context menu of a row has its actions',
      async () => {
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await kernelIdle(page);
        await panel.locator('[data-module=image-classification]').click({ button: 'right' });
        const items = page.locator('.lm-Menu .lm-Menu-itemLabel');
        await items.first().waitFor();
        const labels = await items.allTextContents();
        for (const label of [
          'Open page',
          'Open notebook',
          'Insert into the notebook',
          'Copy snippet',
          'Copy name'
        ]) {
          assert.ok(labels.includes(label), `${label} is missing among ${labels.join(', ')}`);
        }
        await shot(page, 'menu');
        await page.locator('.lm-Menu-item', { hasText: 'Insert into the notebook' }).click();
        await cells.filter({ hasText: "load('image-classification')" }).waitFor();
      }
    ],
    [
      'a module dragged into a notebook becomes a cell',
      async () => {
        const before = await cells.count();
        await panel.locator('[data-module=tabular-classification]').hover();
        await page.mouse.down();
        const { x, y, width, height } = await cells.last().boundingBox();
        await page.mouse.move(x + width / 2, y + 5, { steps: 8 });
        await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
        await page.mouse.up();
        await cells.filter({ hasText: "load('tabular-classification')" }).waitFor();
        assert.equal(await cells.count(), before + 1);
      }
    ],
    [
      'a file dragged onto the panel leaves the modules that accept it',
      async () => {
        await dropFile(page, 'Photo.JPG');
        await panel.locator('.sonde-ActiveFilter', { hasText: 'accepts Photo.JPG' }).waitFor();
        assert.equal(await panel.locator('[data-module=tabular-classification]').count(), 0);
        assert.equal(await panel.locator('[data-module=image-classification]').count(), 1);
        await panel.getByRole('button', { name: 'Clear all' }).click();
        await panel.locator('[data-module=tabular-classification]').waitFor();
      }
    ],
    [
      'a file dragged out of the file browser does the same',
      async () => {
        // Both stand on the left side at first, one behind the other.
        await page.evaluate(() => {
          const { shell } = globalThis.jupyterapp;
          const widget = [...shell.widgets('left')].find(({ id }) => id === 'sonde-catalogue');
          shell.add(widget, 'right');
          shell.activateById('sonde-catalogue');
        });
        await run(page, 'filebrowser:activate');
        await run(page, 'filebrowser:open-path', { path: 'examples/data/penguins' });
        const file = page.locator('.jp-DirListing-item', { hasText: 'penguins.csv' });
        await file.hover();
        await page.mouse.down();
        const { x, y, width, height } = await panel.boundingBox();
        await page.mouse.move(x + width / 2, y + 60, { steps: 8 });
        await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
        await panel.and(page.locator('.sonde-mod-dropTarget')).waitFor();
        await page.mouse.up();
        await panel.locator('.sonde-ActiveFilter', { hasText: 'accepts penguins.csv' }).waitFor();
        assert.equal(await panel.locator('[data-module=image-classification]').count(), 0);
        await panel.locator('[data-module=time-series-forecasting]').waitFor();
        await panel.getByRole('button', { name: 'Clear all' }).click();
        await page.evaluate(() => {
          const { shell } = globalThis.jupyterapp;
          const widget = [...shell.widgets('right')].find(({ id }) => id === 'sonde-catalogue');
          shell.add(widget, 'left', { rank: 501 });
          shell.activateById('sonde-catalogue');
        });
        await cards.first().waitFor();
      }
    ],
    [
      'a source that is added in a terminal appears by itself',
      async () => {
        const mine = join(lab.folder, 'mine');
        await mkdir(join(mine, 'whales'), { recursive: true });
        await copyFile(
          new URL('toolkit/src/catalogue/fixtures/card.yml', top),
          join(mine, 'whales/ai4-metadata.yml')
        );
        const env = { ...process.env, SONDE_HOME: join(lab.folder, 'home'), SONDE_OFFLINE: '1' };
        const sonde = fileURLToPath(new URL('sonde/lib/main.js', top));
        await promisify(execFile)(process.execPath, [sonde, 'catalogue', 'import', mine], { env });
        await box.fill('whales');
        await panel.locator('[data-module=whales]').waitFor({ timeout: 40_000 });
        await box.fill('');
      }
    ],
    [
      'Ctrl+Enter opens the notebook of the best hit and runs its example',
      async () => {
        await box.fill('tabular classification');
        await box.press('Control+Enter');
        await cells
          .locator('.jp-OutputArea-output .sonde-Labels, .jp-OutputArea-output table')
          .first()
          .waitFor({
            timeout: 90_000
          });
        await cells.locator('.sonde-View').first().waitFor({ timeout: 60_000 });
        await shot(page, 'ran');
        await run(page, 'sonde:open-catalogue');
        await box.fill('');
      }
    ],
    [
      'ten thousand modules, a source that cannot be reached and one broken entry keep the panel usable',
      async () => {
        await page.route(/\/sonde\/api\/catalogue\/revision/, route =>
          route.fulfill({ json: { revision: 'large' } })
        );
        await page.route(/\/sonde\/api\/modules\/refresh/, route => route.fulfill({ json: largeList() }));
        await panel.getByRole('button', { name: 'Refresh' }).click();
        await count.filter({ hasText: '10001 modules' }).waitFor();
        assert.ok((await cards.count()) < 30);
        await panel.getByText('The source "ai4os-hub" cannot be reached.').waitFor();
        await shot(page, 'offline');
        await box.fill('plankton detecton');
        await count.filter({ hasText: /^\d+ of 10001/ }).waitFor();
        await box.press('ArrowDown');
        await page.keyboard.press('End');
        await page.waitForFunction(() => {
          const { ariaPosInSet, ariaSetSize } = document.activeElement?.closest('li') ?? {};
          return ariaSetSize !== undefined && ariaPosInSet === ariaSetSize;
        });
        await noBarriers(page, '#sonde-catalogue');
        await page.keyboard.press('/');
        await page.keyboard.press('Escape');
        await box.fill('nothing of the kind');
        await panel.getByText('Nothing matches').waitFor();
        await box.fill('');
      }
    ],
    [
      'narrow and dark it can still be read',
      async () => {
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
        await page.locator('body[data-jp-theme-light=false]').waitFor({ state: 'attached' });
        await narrow(page);
        await shot(page, 'narrow-dark');
        const wide = await panel.evaluate(node =>
          [...node.querySelectorAll('*')].some(
            child =>
              child.clientWidth > 0 &&
              child.getBoundingClientRect().right > node.getBoundingClientRect().right + 1
          )
        );
        assert.equal(wide, false, 'something sticks out of the panel');
        await noBarriers(page, '#sonde-catalogue');
        await panel.getByRole('button', { name: 'Filters' }).click();
        await shot(page, 'narrow-dark-filters');
        await noBarriers(page, '#sonde-catalogue');
        await panel.getByRole('button', { name: 'Filters' }).click();
      }
    ],
    [
      'words, filters and place are there again after a reload',
      async () => {
        await page.unrouteAll();
        await box.fill('classification');
        await panel.getByLabel('Order').selectOption('name');
        await count.filter({ hasText: ' of ' }).waitFor();
        await loadAnew(page);
        await count.filter({ hasText: ' of ' }).waitFor();
        assert.equal(await box.inputValue(), 'classification');
        assert.equal(await panel.getByLabel('Order').inputValue(), 'name');
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

function largeList() {
  const entries = syntheticEntries(10_000);
  entries.push({
    ok: false,
    name: 'odd',
    source: 'team',
    folder: '/srv/team/odd',
    problem: 'ai4-metadata.yml is wrong: "title" is missing'
  });
  const fetched = new Date(Date.now() - 3 * 3600_000).toISOString();
  const sources = [
    { name: 'built-in', kind: 'folder', location: '/srv/modules', status: 'fresh', entries: 5000 },
    {
      name: 'ai4os-hub',
      kind: 'gitmodules',
      location: 'https://example.org/modules-catalog/.gitmodules',
      status: 'cached',
      entries: 5000,
      fetched,
      problem: 'It answered 500.',
      next: new Date(Date.now() + 60_000).toISOString()
    }
  ];
  return { entries, total: entries.length, sources, revision: 'large' };
}

/** A file from the computer's desktop, as the browser tells of it. */
async function dropFile(page, name) {
  await page.evaluate(file => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], file));
    const target = document.querySelector('#sonde-catalogue .sonde-Panel-content');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, name);
}

/** Makes the left side bar as narrow as it goes. */
async function narrow(page) {
  await page.evaluate(() => {
    const { layout } =
      document.querySelector('#jp-main-split-panel') && globalThis.jupyterapp.shell._hsplitPanel;
    layout.parent.setRelativeSizes([1, 100, 1]);
  });
  await page.waitForTimeout(300);
}
