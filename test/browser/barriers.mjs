// What axe finds in a part of the page that a person with a screen reader or weak eyes would stumble over.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Asserts that there is nothing. */
export async function noBarriers(page, selector) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  }
  const found = await page.evaluate(async where => {
    // Colours that are under way to others are neither.
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const passing = document
      .getAnimations()
      .filter(one => Number(one.effect?.getComputedTiming().endTime) < Infinity);
    await Promise.all(passing.map(one => one.finished.catch(() => undefined)));
    const { violations } = await globalThis.axe.run(where);
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map(node => node.html).join('\n    ')}`
    );
  }, selector);
  assert.deepEqual(found, []);
}
