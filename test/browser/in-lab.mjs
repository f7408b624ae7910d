// Tells a story in a JupyterLab of its own, prints how it went, and sets the exit code.
import { openLab } from './page.mjs';
import { shot } from './shot.mjs';
import { startLab } from './lab.mjs';
import { tell } from './story.mjs';

/**
 * @param story makes the steps from what `openLab` gives, and from the lab
 * @param {{ env?: Record<string, string>, after?: () => Promise<void> }} options `env` is for the server; `after` tidies up
 */
export async function tellInLab(story, { env, after } = {}) {
  let lab;
  let opened;
  let summary;
  try {
    lab = await startLab({ env });
    opened = await openLab(lab);
    summary = await tell(story({ ...opened, lab }), opened.page);
    if (summary.failed > 0) await shot(opened.page, 'failed');
  } finally {
    await opened?.close();
    await lab?.stop();
    await after?.();
  }
  console.log(`\n${summary.passed} passed, ${summary.failed} failed`);
  process.exitCode = summary.failed > 0 ? 1 : 0;
}
