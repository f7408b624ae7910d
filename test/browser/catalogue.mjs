// The catalogue as a newcomer meets it, in a real JupyterLab: from "ready" to a drawn prediction in three clicks, the page
// of a module by keyboard and in both themes, and a module whose README and card try to run scripts.
//
//   node test/browser/catalogue.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noBarriers } from './barriers.mjs';
import { writeHostileModule, payloads } from './hostile-module.mjs';
import { tellInLab } from './in-lab.mjs';
import { loadAnew, run } from './page.mjs';
import { shot } from './shot.mjs';

const modules = await mkdtemp(join(tmpdir(), 'sonde-hostile-'));
await writeHostileModule(modules);
await tellInLab(story, { env: { SONDE_MODULES: modules }, after: () => rm(modules, { recursive: true }) });

function story({ page, complaints }) {
  const shown = page.locator('.sonde-ModulePage:not(.lm-mod-hidden)').locator('visible=true');
  const result = shown.locator('.sonde-Try-result .sonde-View');
  const tab = name => shown.getByRole('tab', { name, exact: true });
  const dialogs = [];
  page.on('dialog', dialog => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });

  return [
    [
      'from ready to a drawn prediction takes at most three clicks and ten seconds',
      async () => {
        const begun = performance.now();
        let clicks = 0;
        const click = async locator => {
          clicks += 1;
          await locator.click();
        };
        await click(page.locator('.lm-TabBar-tab[data-id=sonde-catalogue]'));
        await click(
          page.locator('.sonde-Card', { hasText: 'image-classification' }).locator('.sonde-Card-title')
        );
        await click(shown.locator('.sonde-Example').nth(1));
        await result.locator('.sonde-Labels').waitFor();
        const seconds = (performance.now() - begun) / 1000;
        assert.match(await result.innerText(), /cat/i);
        assert.ok(clicks <= 3, `${clicks} clicks`);
        assert.ok(seconds <= 10, `${seconds.toFixed(1)} s`);
        await shot(page, 'page-try');
        return `${clicks} clicks, ${seconds.toFixed(1)} s`;
      }
    ],
    [
      'a wrong option is a sentence beside its field, and a right one is used',
      async () => {
        await shown.locator('.sonde-Try-options summary').click();
        const top = shown.getByLabel('top', { exact: true });
        await top.fill('0');
        await shown.getByRole('button', { name: /^Run/ }).click();
        const said = shown.locator('.sonde-Form-error');
        await said.waitFor();
        const sentence = await said.innerText();
        await top.fill('2');
        await shown.getByRole('button', { name: /^Run/ }).click();
        await page.waitForFunction(
          () => document.querySelectorAll('.sonde-Try-result .sonde-Labels-list li').length === 2
        );
        await shown.locator('.sonde-AsCode summary').click();
        assert.match(
          await shown.locator('.sonde-CodeBlock pre').innerText(),
          /model\.example\(1\), \{ top: 2 \}/
        );
        return sentence;
      }
    ],
    [
      'a file of this computer is uploaded and predicted on',
      async () => {
        await shown.locator('input[type=file]').setInputFiles({
          name: 'no picture.png',
          mimeType: 'image/png',
          buffer: Buffer.from('this is no picture')
        });
        const failed = shown.locator('.sonde-Try-result [role=alert]');
        await failed.waitFor();
        const sentence = await failed.locator('p').first().innerText();
        await shown
          .locator('input[type=file]')
          .setInputFiles('modules/image-classification/examples/coffee.png');
        await result.locator('.sonde-Labels', { hasText: 'espresso' }).waitFor();
        return sentence;
      }
    ],
    [
      'every tab of the page is free of barriers that axe can find',
      async () => {
        const names = await shown.getByRole('tab').allInnerTexts();
        for (const name of names) {
          await tab(name).click();
          // Lab draws a README in its own time, and what is not there yet has no barriers.
          if (await shown.locator('.sonde-Overview').isVisible())
            await shown.locator('.sonde-Overview h2').first().waitFor();
          await noBarriers(page, '.sonde-ModulePage');
          await shot(page, `page-${name.toLowerCase().replace(/\W+/g, '-')}`);
        }
        await tab(names[0]).focus();
        await page.keyboard.press('End');
        assert.equal(await shown.locator('[role=tab][aria-selected=true]').innerText(), names.at(-1));
        return names.join(', ');
      }
    ],
    [
      'a training is checked and started from its form, and is among the runs',
      async () => {
        await run(page, 'sonde:open-module', { module: 'tabular-classification' });
        await tab('Train').click();
        await shown.getByRole('button', { name: 'Start' }).click();
        await shown.locator('.sonde-Form-error', { hasText: 'example data' }).waitFor();
        await shown.getByRole('button', { name: 'Use the example data' }).click();
        await shown.getByRole('button', { name: 'Check' }).click();
        const said = shown.locator('.sonde-Train-said', { hasText: 'rows' });
        await said.waitFor();
        const summary = await said.innerText();
        await shown.getByRole('button', { name: 'Start' }).click();
        await page.locator('#sonde-jobs .sonde-JobRow').first().waitFor();
        await tab('Runs').click();
        await shown.locator('.sonde-Runs .sonde-JobRow[data-state=succeeded]').waitFor({ timeout: 60_000 });
        await shown.locator('.sonde-Runs-curves summary').click();
        await shown.locator('.sonde-Run .sonde-Chart').first().waitFor();
        await shot(page, 'page-runs-curves');
        return summary;
      }
    ],
    [
      'a row is changed in its form and predicted again',
      async () => {
        await tab('Try it').click();
        await shown.locator('.sonde-Example').nth(2).click();
        await result.locator('.sonde-Labels').waitFor();
        // The example's row comes on its own.
        const sex = shown.getByLabel('sex', { exact: true });
        for (const giveUp = Date.now() + 30_000; !/^(NA)?$/.test(await sex.inputValue());) {
          assert.ok(Date.now() < giveUp, 'the sex of the third bird is not known');
          await page.waitForTimeout(50);
        }
        await shown.getByLabel('body_mass_g').fill('3500');
        await shown.getByRole('button', { name: 'Run again' }).click();
        await shown.locator('.sonde-AsCode summary').click();
        assert.match(
          await shown.locator('.sonde-CodeBlock pre').innerText(),
          /body_mass_g: 3500,\s+sex: null/
        );
        await shown.locator('.sonde-Try[data-state=done]').waitFor();
        await shot(page, 'page-row');
      }
    ],
    [
      'scripts in a README and in a card do nothing',
      async () => {
        const before = complaints.length;
        await run(page, 'sonde:open-module', { module: 'hostile' });
        await shown.getByText('The end of the README').waitFor();
        for (const name of await shown.getByRole('tab').allInnerTexts()) {
          await tab(name).click();
          for (const link of await shown.locator('a').all()) {
            assert.doesNotMatch((await link.getAttribute('href')) ?? '', /^\s*(javascript|data|vbscript):/i);
          }
        }
        await tab('Overview').click();
        await page.waitForTimeout(500); // what an image's error handler does, it does later
        await shot(page, 'page-hostile');
        // A card whose fields are no words of the list becomes a sentence, with the payloads in it.
        await run(page, 'sonde:open-module', { module: 'hostile-card' });
        await shown.locator('[role=alert]', { hasText: 'Cannot load' }).waitFor();
        await page.locator('#sonde-catalogue .sonde-SearchBox-input').fill('hostile');
        await page.locator('.sonde-Card', { hasText: 'hostile-card' }).waitFor();
        await page.waitForTimeout(500);
        await page.locator('#sonde-catalogue .sonde-SearchBox-input').fill('');
        assert.equal(await page.evaluate(() => globalThis.__pwned), undefined);
        assert.deepEqual(dialogs, []);
        // The browser notes the problem that a wrong card is, and the javascript: address in a style that it will not load.
        const noted = /status of (404|422|500)|ERR_UNKNOWN_URL_SCHEME/;
        const odd = complaints.splice(before).filter(one => !noted.test(one));
        assert.deepEqual(odd, []);
        return `${payloads.length} payloads`;
      }
    ],
    [
      'the page follows the dark theme and a narrow window, and is there again after a reload',
      async () => {
        await run(page, 'sonde:open-module', { module: 'image-classification' });
        await tab('Try it').click();
        await shown.locator('.sonde-Example').nth(2).click();
        await result.locator('.sonde-Labels', { hasText: 'palace' }).waitFor();
        await run(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
        await page.locator('body[data-jp-theme-light=false]').waitFor({ state: 'attached' });
        await noBarriers(page, '.sonde-ModulePage');
        await shot(page, 'page-dark');
        await page.setViewportSize({ width: 900, height: 800 });
        // It is no wider than its tab, once it has been laid out anew.
        const node = await shown.elementHandle();
        await page.waitForFunction(
          one => one.clientWidth < 900 && one.scrollWidth - one.clientWidth <= 1,
          node
        );
        await shot(page, 'page-narrow');
        await page.setViewportSize({ width: 1440, height: 900 });
        await loadAnew(page);
        await shown.locator('.sonde-Example').first().waitFor();
      }
    ],
    [
      'the browser console is free of errors, but for what was wrong on purpose',
      async () =>
        assert.deepEqual(
          complaints.filter(one => !/422 .*image-classification|500 .*hostile-card/.test(one)),
          []
        )
    ]
  ];
}
