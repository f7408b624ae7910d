// Tells a story step by step: each step is timed and printed; after a failed step the story ends, because what follows
// builds on it. The steps not reached count as failed: they have not been shown to work.

/**
 * @param {[name: string, step: () => Promise<unknown>][]} steps A step may return a note for its line.
 * @param {import('playwright-core').Page} page What it says at the moment of a failure is printed below it.
 */
export async function tell(steps, page) {
  const results = [];
  let failure;
  for (const [name, step] of steps) {
    if (failure) {
      results.push({ name, state: 'not reached' });
      console.log(`- ${name}: not reached`);
      continue;
    }
    const begun = performance.now();
    try {
      const note = await step();
      const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
      results.push({ name, state: 'passed', seconds, ...(note === undefined ? {} : { note }) });
      console.log(`✓ ${name} (${seconds} s)${note === undefined ? '' : `: ${note}`}`);
    } catch (error) {
      failure = error;
      results.push({ name, state: 'failed', error: error.message });
      console.log(`✗ ${name}\n${error.stack}\n${await whatPageSays(page)}`);
    }
  }
  const passed = results.filter(result => result.state === 'passed').length;
  return { steps: results, passed, failed: results.length - passed };
}

/** The dialogs and messages of JupyterLab that are on the screen, and where the keyboard is. */
async function whatPageSays(page) {
  const said = await page
    .evaluate(() => {
      const texts = [...document.querySelectorAll('.jp-Dialog-content, .Toastify__toast')].map(
        node => `“${node.innerText.replace(/\s+/g, ' ')}”`
      );
      const at = document.activeElement;
      return [...texts, `keyboard at ${at?.tagName} ${at?.className}`].join(', ');
    })
    .catch(error => `nothing: ${error.message}`);
  return `On the page: ${said}`;
}
