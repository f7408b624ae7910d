/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Contents } from '@jupyterlab/services';
import { mayOpen, openable } from './open-output.js';

const file = (path: string) => ({ name: path.replace(/^.*artefacts\//, ''), path, bytes: 10 });
const saved: unknown[] = [];
const contents = {
  get: () => Promise.resolve({ content: [{ name: 'report.ipynb' }] }),
  save: (path: string, model: { content: unknown }) => {
    saved.push([path, model.content]);
    return Promise.resolve({ path });
  }
} as unknown as Contents.IManager;
const options = (text = '{"cells":[]}') => ({
  root: '/lab',
  contents,
  folder: 'here',
  fetch: () => Promise.resolve(new Blob([text]))
});

describe('what a job made', () => {
  it('is opened where it lies, below the folder of Lab', async () => {
    const table = file('/lab/sonde/jobs/a/artefacts/t.csv');
    expect(mayOpen(table, '/lab')).toBe(true);
    expect(await openable(table, options())).toBe('sonde/jobs/a/artefacts/t.csv');
    expect(saved).toEqual([]);
  });

  it('is opened as a copy when it is a notebook from elsewhere', async () => {
    const notebook = file('/lab/.local/jobs/a/artefacts/report.ipynb');
    expect(mayOpen(notebook, '/lab')).toBe(true);
    expect(await openable(notebook, options())).toBe('here/report-2.ipynb');
    expect(saved).toEqual([['here/report-2.ipynb', { cells: [] }]]);
    await expect(openable(notebook, options('{'))).rejects.toThrow('it is no notebook that can be read');
  });

  it('is not opened where Lab cannot', () => {
    for (const path of ['/home/me/a/artefacts/t.csv', '/lab/.hidden/t.csv', '/lab/a/weights.bin'])
      expect(mayOpen(file(path), '/lab')).toBe(false);
  });
});
