// What the stories of jobs share: where things are on the page, jobs to look at, and questions to the service.

/** Where the jobs are on the page. */
export function jobsIn(page) {
  const panel = page.locator('#sonde-jobs');
  const shown = page.locator('.sonde-JobPage:not(.lm-mod-hidden)').locator('visible=true');
  return {
    panel,
    rows: panel.locator('.sonde-JobRow'),
    row: title => panel.locator('.sonde-JobRow', { hasText: title }),
    shown,
    log: shown.locator('.sonde-Log'),
    menu: page.locator('.lm-Menu'),
    form: page.locator('.sonde-NewJob:not(.lm-mod-hidden)').locator('visible=true'),
    dialog: page.locator('.jp-Dialog')
  };
}

/** Whatever the browser complained of, but for what a story did on purpose. */
export function unexpected(complaints, onPurpose) {
  return complaints.filter(one => !onPurpose?.test(one));
}

/** Starts a Node program as a job, as the extension would. */
export async function command(page, source, request) {
  return ask(page, 'jobs', {
    kind: 'command',
    command: [process.execPath, '--input-type=module', '-e', source],
    ...request
  });
}

/** Asks the service as the extension does. */
export async function ask(page, path, body) {
  return page.evaluate(
    async ([below, sent]) => {
      const { serverSettings } = globalThis.jupyterapp.serviceManager;
      const answer = await fetch(`${serverSettings.baseUrl}sonde/api/${below}`, {
        ...(sent && { method: 'POST', body: JSON.stringify(sent) }),
        headers: {
          'Content-Type': 'application/json',
          'X-Sonde-Client': 'lab',
          Authorization: `token ${serverSettings.token}`
        }
      });
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
      return answer.json();
    },
    [path, body]
  );
}

/** Stops a job by a button; one that is a minute old asks first. `gone` is what is to be seen, or not, afterwards. */
export async function stopJob(page, button, gone, state = 'visible') {
  await button.click();
  const sure = page.locator('.jp-Dialog .jp-mod-warn');
  // Looked at in turn, and no longer than this: what waited on for the dialog would press the next one's button.
  for (const giveUp = Date.now() + 60_000; Date.now() < giveUp;) {
    if ((await gone.isVisible()) === (state === 'visible')) return;
    if (await sure.isVisible()) await sure.click();
    await page.waitForTimeout(50);
  }
  await gone.waitFor({ state });
}

/** Prints a line, then one with the time ten times a second, in colour. */
export function talk(seconds) {
  return `console.log('ready');
let n = 0;
setInterval(() => console.log('\\x1b[32mline\\x1b[0m', Date.now(), n++), 100);
setTimeout(() => process.exit(0), ${seconds * 1000});`;
}

export function makeFiles() {
  return `import { writeFileSync } from 'node:fs';
writeFileSync('table.csv', 'a,b\\n1,"with, comma"\\n');
writeFileSync('dot.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="15" fill="teal"/></svg>');
writeFileSync('note.txt', 'plain <b>text</b>');
console.log('made three');
setTimeout(() => undefined, 1500);`;
}
