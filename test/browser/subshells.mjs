// Subshells in a real JupyterLab: it opens one for each comm target by itself, and a console of its own beside a notebook.
//
//   node test/browser/subshells.mjs        SHOTS=<folder> also leaves pictures there
import assert from 'node:assert/strict';
import { tellInLab } from './in-lab.mjs';
import { kernelIdle, run } from './page.mjs';
import { shot } from './shot.mjs';

await tellInLab(story);

function story({ page, complaints }) {
  const waits =
    'const all = [1, 2]; await new Promise<void>(resolve => { (globalThis as any).go = resolve }); "went on"';
  const spins = 'for (const until = Date.now() + 1500; Date.now() < until;) {} "spun"';
  const notebook = page.locator('.jp-NotebookPanel');
  const consoles = page.locator('.jp-ConsolePanel');

  return [
    [
      'JupyterLab opens a subshell for a comm, and the comm speaks',
      async () => {
        await run(page, 'notebook:create-new', { kernelName: 'sonde' });
        await notebook.waitFor();
        await kernelIdle(page);
        await cell(
          `const port = (globalThis as any)[Symbol.for('sonde.display')];
port.onComm('test.echo', (comm: any) => { comm.onMessage = (m: any) => comm.send({ echo: m.data }) });
'listens'`
        );
        await notebook.locator('.jp-OutputArea-executeResult', { hasText: "'listens'" }).waitFor();
        const { supported, subshell } = await page.evaluate(async () => {
          const { kernel } = globalThis.jupyterapp.shell.currentWidget.sessionContext.session;
          const comm = kernel.createComm('test.echo');
          globalThis.told = [];
          comm.onMsg = message => void globalThis.told.push(message.content.data.echo);
          globalThis.comm = comm;
          await comm.open({}).done;
          await comm.subshellStarted;
          comm.send('hello');
          return { supported: kernel.supportsSubshells, subshell: comm.subshellId };
        });
        assert.ok(supported);
        await told('hello');
        const { subshell_id } = await page.evaluate(async () => {
          const { kernel } = globalThis.jupyterapp.shell.currentWidget.sessionContext.session;
          return (await kernel.requestListSubshell({}).done).content;
        });
        assert.ok(subshell && subshell_id.includes(subshell), `${subshell} is one of ${subshell_id}`);
        return `${subshell_id.length} subshells`;
      }
    ],
    [
      'the comm is answered while a cell waits',
      async () => {
        await cell(waits);
        await page.waitForFunction(
          () => globalThis.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy'
        );
        await say('while it waits');
        await told('while it waits');
      }
    ],
    [
      'a subshell console runs beside the cell, with its own outputs, and lets it go on',
      async () => {
        await run(page, 'notebook:create-subshell-console');
        await consoles.waitFor();
        await page.waitForFunction(
          () => globalThis.jupyterapp.shell.currentWidget?.console?.sessionContext.session?.kernel?.subshellId
        );
        await typed('all.map(one => one * 21)');
        await consoles.locator('.jp-OutputArea-executeResult', { hasText: '[ 21, 42 ]' }).waitFor();
        await typed('console.log("said by the console"); (globalThis as any).go()');
        await consoles.locator('.jp-OutputArea-output', { hasText: 'said by the console' }).waitFor();
        await notebook.locator('.jp-OutputArea-executeResult', { hasText: "'went on'" }).waitFor();
        assert.equal(await notebook.getByText('said by the console').count(), 0);
        await shot(page, 'subshell-console');
        await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.dispose());
      }
    ],
    [
      'a spinning cell is heard out before the comm is',
      async () => {
        await page.evaluate(() => {
          const { shell } = globalThis.jupyterapp;
          shell.activateById([...shell.widgets('main')].find(one => one.context).id);
        });
        await cell(spins);
        await say('while it spins');
        await told('while it spins');
        await notebook.locator('.jp-OutputArea-executeResult', { hasText: "'spun'" }).waitFor();
      }
    ],
    [
      'the page has nothing to complain about',
      async () => {
        await page.evaluate(() => globalThis.comm.close());
        await kernelIdle(page);
        assert.deepEqual(complaints, []);
      }
    ]
  ];

  async function cell(source) {
    await page.evaluate(text => {
      const { content } = globalThis.jupyterapp.shell.currentWidget;
      content.activeCellIndex = content.widgets.length - 1;
      content.activeCell.model.sharedModel.setSource(text);
      void globalThis.jupyterapp.commands.execute('notebook:run-cell-and-insert-below');
    }, source);
  }

  async function typed(source) {
    await page.evaluate(text => {
      const { console } = globalThis.jupyterapp.shell.currentWidget;
      console.promptCell.model.sharedModel.setSource(text);
      void console.execute(true);
    }, source);
  }

  async function say(text) {
    await page.evaluate(data => void globalThis.comm.send(data), text);
  }

  async function told(text) {
    await page.waitForFunction(wanted => globalThis.told.includes(wanted), text);
  }
}
