// Opens JupyterLab in Debian's chromium and listens to what the page complains about.
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];

/** @returns what a story needs: the page, the complaints so far, and `close`. */
export async function openLab({ url, token }) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  const complaints = [];
  page.on('console', message => {
    // The network of the machine may change, as when somebody starts a container; Lab asks again.
    if (message.type() !== 'error' || /ERR_NETWORK_CHANGED/.test(message.text())) return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', error => {
    if (!isSplash(error)) complaints.push(error.stack ?? error.message);
  });
  await page.goto(`${url}/lab?token=${token}&reset`);
  await labReady(page);
  await page.locator('.jp-Launcher-body').waitFor();
  return { page, complaints, close: () => browser.close() };
}

/** JupyterLab takes the screen that it shows between two themes away twice when a third comes soon. */
function isSplash({ message, stack = '' }) {
  return (
    /Failed to execute 'removeChild'/.test(message) &&
    /^[^\n]*\n\s+at [^\n]*\/jlab_core\.[^\n]*$/.test(stack.trim())
  );
}

/** Runs a command of JupyterLab. What it opens may come later, so its end is not awaited. */
export async function run(page, command, args = {}) {
  await page.evaluate(
    ([id, options]) => {
      void globalThis.jupyterapp.commands.execute(id, options);
    },
    [command, args]
  );
}

/** Waits until JupyterLab is there, with all that it had. */
export async function labReady(page) {
  await page.waitForFunction(() => globalThis.jupyterapp !== undefined);
  await page.evaluate(async () => {
    await globalThis.jupyterapp.restored;
  });
}

/**
 * Loads the page anew, with the layout that it had, once JupyterLab has written it, which it does some hundred milliseconds
 * after the last change: by the page's own clock, which stands still with it, and behind the request that writes.
 */
export async function loadAnew(page) {
  await page.evaluate(async () => {
    await new Promise(resolve => setTimeout(resolve, 1500));
    await globalThis.jupyterapp.serviceManager.workspaces.fetch('default');
  });
  await page.goto(page.url().replace(/[?&]reset\b/, ''));
  await labReady(page);
}

/**
 * Saves the notebook in front, without the question what a new one shall be called, and waits for it. Whether it is changed
 * does not tell: the curves of a training change a notebook four times a second.
 */
export async function save(page) {
  await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.context.save());
}

/**
 * Waits until the notebook's kernel has been asked nothing for a while: JupyterLab looks at the debugger after each cell, and
 * complains of what is under way when the kernel is restarted.
 *
 * @param {{ looks?: number, stopped?: boolean }} options `looks`: how often in a row, 50 ms apart; `stopped`: its cell may stand
 *   still in the debugger
 */
export async function kernelQuiet(page, { looks = 10, stopped = false } = {}) {
  await page.evaluate(
    async ([wanted, mayBeBusy]) => {
      const { shell } = globalThis.jupyterapp;
      const notebook = [shell.currentWidget, ...shell.widgets('main')].find(one => one.content?.activeCell);
      const { kernel } = notebook.sessionContext.session;
      const isDebugging = () =>
        [...kernel._futures.values()].some(one => one.msg.header.msg_type === 'debug_request');
      for (let quiet = 0; quiet < wanted;) {
        await new Promise(resolve => setTimeout(resolve, 50));
        quiet = (mayBeBusy || kernel.status === 'idle') && !isDebugging() ? quiet + 1 : 0;
      }
    },
    [looks, stopped]
  );
}

/**
 * Rests the pointer on something until its box is there: what is drawn anew under a pointer does not count as pointed at.
 *
 * @param {() => Promise<void>} rest moves the pointer there
 */
export async function hoverUntil(page, rest, box) {
  for (let tries = 0; tries < 5; tries++) {
    await rest();
    const shown = await box.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false
    );
    if (shown) return;
    await page.mouse.move(5, 5);
  }
  await box.waitFor();
}

/** Waits until the kernel of the notebook in front is idle. */
export async function kernelIdle(page, timeout = 60_000) {
  await page.waitForFunction(
    () => globalThis.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle',
    undefined,
    { timeout }
  );
}
