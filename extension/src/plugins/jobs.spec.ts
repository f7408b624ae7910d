import { expect, it, jest } from '@jest/globals';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { jobsFeedPlugin } from './jobs.js';

it('follows the jobs once Lab has been restored, whether or not somebody looks at the panel', async () => {
  const stream = jest.fn(() => new Promise<never>(() => undefined));
  let restore = () => {};
  const app = { restored: new Promise<void>(resolve => (restore = resolve)) } as unknown as JupyterFrontEnd;
  const feed = await jobsFeedPlugin.activate(app, { stream });
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(stream).not.toHaveBeenCalled();
  restore();
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(stream).toHaveBeenCalledTimes(1);
  feed.dispose();
});
