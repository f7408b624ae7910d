import { describe, expect, it } from '@jest/globals';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { insertCode } from './insert-code.js';

/** As much of a notebook as is needed to put a cell into it. */
function notebook(sources: string[], metadata: object) {
  const cells = sources.map(source => ({ source, cell_type: 'code' }));
  const sharedModel = {
    metadata,
    get cells() {
      return cells.map(cell => ({ cell_type: cell.cell_type, getSource: () => cell.source }));
    },
    getCell: (at: number) => ({ setSource: (source: string) => (cells[at]!.source = source) }),
    insertCell: (at: number, cell: { cell_type: string; source: string }) => cells.splice(at, 0, cell)
  };
  const panel = {
    title: { label: 'a.ipynb' },
    context: { ready: Promise.resolve(), model: { sharedModel } },
    content: { activeCellIndex: 0 }
  } as unknown as NotebookPanel;
  return { panel, sources: () => cells.map(cell => cell.source) };
}
const tracker = (currentWidget: NotebookPanel | null) => ({ currentWidget }) as INotebookTracker;
const never = () => Promise.reject(new Error('a notebook was in front'));

describe('code that goes into a notebook', () => {
  it('goes below the cell in front', async () => {
    const { panel, sources } = notebook(['1', '2'], { language_info: { name: 'typescript' } });
    await insertCode('x\n', tracker(panel), never);
    expect(sources()).toEqual(['1', 'x', '2']);
    expect(panel.content.activeCellIndex).toBe(1);
  });

  it('fills the empty cell of a new notebook, whose kernel has not yet said what it speaks', async () => {
    const metadata = { kernelspec: { name: 'sonde', language: '' }, language_info: { name: '' } };
    const { panel, sources } = notebook([''], metadata);
    await insertCode('x', tracker(null), () => Promise.resolve(panel));
    expect(sources()).toEqual(['x']);
  });

  it('stays out of a notebook in another language', async () => {
    const { panel, sources } = notebook(['1'], { kernelspec: { language: 'python' } });
    await expect(insertCode('x', tracker(panel), never)).rejects.toThrow('"a.ipynb" speaks python');
    expect(sources()).toEqual(['1']);
  });
});
