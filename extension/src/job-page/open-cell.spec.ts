import { afterEach, expect, it, jest } from '@jest/globals';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { openCell } from './open-cell.js';

const trans = nullTranslator.load('sonde');
const content = {
  widgets: [{ model: { id: 'one' } }, { model: { id: 'two' } }],
  activeCellIndex: 0,
  scrollToItem: jest.fn(() => Promise.resolve())
};
const panel = { content, context: { ready: Promise.resolve() } };
const app = { commands: { execute: () => Promise.resolve(panel) } } as unknown as JupyterFrontEnd;
const notices = () => Notification.manager.notifications.map(({ message }) => message);
afterEach(() => Notification.manager.dismiss());

it('goes to the cell', async () => {
  await openCell(app, 'a.ipynb', 'two', trans);
  expect([content.activeCellIndex, content.scrollToItem.mock.calls]).toEqual([1, [[1, 'center']]]);
  expect(notices()).toEqual([]);
});

it('says that the cell is gone', async () => {
  await openCell(app, 'a.ipynb', 'three', trans);
  expect(notices()).toEqual(['The cell that started the job is no longer in this notebook.']);
});
