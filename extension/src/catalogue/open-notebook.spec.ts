import { describe, expect, it } from '@jest/globals';
import type { Contents } from '@jupyterlab/services';
import { freeName, saveModuleNotebook } from './open-notebook.js';

describe('freeName', () => {
  it('counts up until nobody has the name, whatever its case', () => {
    expect(freeName('a', [])).toBe('a.ipynb');
    expect(freeName('a', ['A.ipynb', 'a-2.ipynb', 'a-4.ipynb'])).toBe('a-3.ipynb');
  });
});

describe('saveModuleNotebook', () => {
  const notebook = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };
  const client = { notebook: () => Promise.resolve(notebook) };

  async function saveInto(folder: string, taken: string[], module = 'mod') {
    const saved: { path: string; options?: Partial<Contents.IModel> }[] = [];
    const contents = {
      get: () => Promise.resolve({ content: taken.map(name => ({ name })) } as Contents.IModel),
      save: (path: string, options?: Partial<Contents.IModel>) => {
        saved.push({ path, options });
        return Promise.resolve({ path: path.replace(/^[^/]*:/, '') } as Contents.IModel);
      }
    };
    const path = await saveModuleNotebook(module, { client, contents, folder });
    return { path, saved };
  }

  it('saves the notebook of the service into the folder', async () => {
    const { path, saved } = await saveInto('work/today', []);
    expect(path).toBe('work/today/mod.ipynb');
    expect(saved).toEqual([{ path, options: { type: 'notebook', format: 'json', content: notebook } }]);
  });

  it('overwrites nothing', async () => {
    expect((await saveInto('', ['mod.ipynb'])).path).toBe('mod-2.ipynb');
  });

  it('leaves the source of the module out of its name', async () => {
    expect((await saveInto('work', [], 'team/mod')).path).toBe('work/mod.ipynb');
  });

  it('keeps the drive of the folder', async () => {
    expect((await saveInto('RTC:work', [])).path).toBe('RTC:work/mod.ipynb');
    expect((await saveInto('RTC:', [])).path).toBe('RTC:mod.ipynb');
  });
});
