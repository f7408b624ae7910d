// The page of a module among the rest of JupyterLab: files of its file browser, cells in its notebooks, why a picture has
// its label, many pictures at once, the same name in two sources, and a container.
//
//   node test/browser/module-page.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noBarriers } from './barriers.mjs';
import { tellInLab } from './in-lab.mjs';
import { kernelIdle, run } from './page.mjs';
import { shot } from './shot.mjs';
import { writeTeamModules } from './team-modules.mjs';

const folder = await mkdtemp(join(tmpdir(), 'sonde-team-'));
await writeTeamModules(join(folder, 'team'));
await tellInLab(story, {
  env: { SONDE_MODULES: join(folder, 'team') },
  after: () => rm(folder, { recursive: true })
});

function story({ page, complaints }) {
  const shown = page.locator('.sonde-ModulePage:not(.lm-mod-hidden)').locator('visible=true');
  const result = shown.locator('.sonde-Try-result .sonde-View');
  const tab = name => shown.getByRole('tab', { name, exact: true });
  const cells = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell');
  const zone = shown.locator('.sonde-DropZone');

  return [
    [
      'a picture dragged out of the file browser is predicted on',
      async () => {
        await run(page, 'sonde:open-module', { module: 'image-classification' });
        await zone.waitFor();
        await run(page, 'filebrowser:activate');
        await run(page, 'filebrowser:open-path', { path: 'modules/image-classification/examples' });
        const file = page.locator('.jp-DirListing-item', { hasText: 'chelsea.png' });
        await file.hover();
        await page.mouse.down();
        const { x, y, width, height } = await zone.boundingBox();
        await page.mouse.move(x + width / 2, y + 10, { steps: 8 });
        await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
        await shown.locator('.sonde-DropZone.sonde-mod-over').waitFor();
        await shot(page, 'drag');
        await page.mouse.up();
        await result.locator('.sonde-Labels', { hasText: 'tiger cat' }).waitFor();
      }
    ],
    [
      'a file is chosen in a dialog of JupyterLab',
      async () => {
        await shown.getByRole('button', { name: 'Choose in JupyterLab…' }).click();
        const dialog = page.locator('.jp-Dialog');
        await dialog.locator('.jp-DirListing-item', { hasText: 'modules' }).dblclick();
        await dialog.locator('.jp-DirListing-item', { hasText: 'image-classification' }).dblclick();
        await dialog.locator('.jp-DirListing-item', { hasText: 'examples' }).dblclick();
        await dialog.locator('.jp-DirListing-item', { hasText: 'coffee.png' }).click();
        await shot(page, 'dialog');
        await dialog.locator('.jp-mod-accept').click();
        await result.locator('.sonde-Labels', { hasText: 'espresso' }).waitFor();
      }
    ],
    [
      'why it is what it is takes one click',
      async () => {
        await shown.getByRole('button', { name: 'Why?' }).click();
        await shown.locator('.sonde-WhyIt .sonde-Why', { hasText: 'espresso' }).waitFor();
        await noBarriers(page, '.sonde-ModulePage');
        await shot(page, 'why');
      }
    ],
    [
      'several pictures at once are a gallery',
      async () => {
        const examples = 'modules/image-classification/examples';
        await shown
          .locator('input[type=file]')
          .setInputFiles(['coffee.png', 'chelsea.png', 'palace.jpg'].map(name => join(examples, name)));
        await result.locator('.sonde-Gallery-tiles li').nth(2).waitFor();
        await noBarriers(page, '.sonde-ModulePage');
        await shot(page, 'gallery');
        await shown.locator('input[type=file]').setInputFiles(join(examples, 'coffee.png'));
        await result.locator('.sonde-Labels', { hasText: 'espresso' }).waitFor();
      }
    ],
    [
      'the cell that does the same goes into a new notebook, then below the one in front',
      async () => {
        // A new notebook lies where the file browser is, and the examples are those of this repository.
        await page.evaluate(() =>
          globalThis.jupyterapp.commands.execute('filebrowser:open-path', { path: '/' })
        );
        await shown.locator('.sonde-AsCode summary').click();
        await shown.getByRole('button', { name: 'Copy', exact: true }).click();
        await shown.getByText('Copied').waitFor();
        await shown.getByRole('button', { name: 'Insert into notebook' }).click();
        await cells.filter({ hasText: 'coffee.png' }).waitFor();
        assert.equal(await cells.count(), 1);
        await kernelIdle(page);
        await shot(page, 'inserted');
        await run(page, 'sonde:open-module', { module: 'image-classification' });
        await shown.getByRole('button', { name: 'Insert cell' }).click();
        await cells.nth(1).filter({ hasText: 'coffee.png' }).waitFor();
        await run(page, 'notebook:run-all-cells');
        await cells.nth(1).locator('.sonde-Labels', { hasText: 'espresso' }).waitFor();
        assert.equal(await cells.locator('.jp-RenderedText[data-mime-type*=error]').count(), 0);
      }
    ],
    [
      'of two modules with one name, the one that is clicked is opened, with its own pictures',
      async () => {
        await run(page, 'sonde:open-catalogue');
        await page.locator('#sonde-catalogue .sonde-SearchBox-input').fill('made for this test');
        await page.locator('#sonde-catalogue [data-module="team/text-classification"]').click();
        await shown.getByRole('heading', { name: 'Text classification of the team' }).waitFor();
        await shown.getByLabel('Text', { exact: true }).fill('quiet');
        await shown.getByRole('button', { name: 'Run', exact: true }).click();
        await shown.locator('.sonde-Try-result', { hasText: 'QUIET' }).waitFor();
        await shown.locator('.sonde-AsCode summary').click();
        assert.match(
          await shown.locator('.sonde-CodeBlock pre').innerText(),
          /load\('team\/text-classification'\)/
        );
        await tab('Overview').click();
        const [picture, other] = [shown.getByAltText('A cup'), shown.getByAltText('from elsewhere')];
        await page.waitForFunction(
          () => document.querySelector('.sonde-Overview img[alt="A cup of coffee"]')?.naturalWidth > 0
        );
        assert.match(await picture.getAttribute('src'), /^data:image\/png/);
        await other.and(shown.locator('[src="data:,"]')).waitFor({ state: 'attached' });
        const [before, pages] = [page.url(), page.context().pages().length];
        await shown.getByText('The licence').click({ force: true });
        assert.deepEqual([page.url(), page.context().pages().length], [before, pages]);
        await shot(page, 'team-overview');
        await tab('Versions').click();
        await shot(page, 'team-versions');
      }
    ],
    [
      'a container says that it cannot run here, why, and what would run it',
      async () => {
        await page.locator('#sonde-catalogue [data-module=whale-counter]').click();
        await shown.getByRole('note').filter({ hasText: 'Cannot run here' }).waitFor();
        await tab('How to run it').click();
        await shown.getByText(/^docker run /).waitFor();
        await noBarriers(page, '.sonde-ModulePage');
        await shot(page, 'container');
      }
    ],
    [
      'the browser console is free of errors',
      async () =>
        assert.deepEqual(
          complaints.filter(one => !/422|404/.test(one)),
          []
        )
    ]
  ];
}
