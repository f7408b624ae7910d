/** Drags a module from the panel: dropped into a notebook it becomes the cell that uses it. */
import { MimeData } from '@lumino/coreutils';
import { Drag } from '@lumino/dragdrop';
import type { ICodeCell } from '@jupyterlab/nbformat';

export interface DragModuleOptions {
  title: string;
  /** The cell's code, better the longer one waits. */
  code: () => string;
}

/** What a notebook takes as cells. */
const cellMime = 'application/vnd.jupyter.cells';
/** A mouse that moves less than this was meant to click. */
const threshold = 5;

/** Watches a mouse that went down on a row; once it has moved far enough, the drag begins. */
export function mayDrag(down: MouseEvent, { title, code }: DragModuleOptions): void {
  if (down.button !== 0) return;
  const onMove = (move: MouseEvent) => {
    if (Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < threshold) return;
    stop();
    void startDrag(title, code(), move);
  };
  const stop = () => {
    document.removeEventListener('mousemove', onMove, true);
    document.removeEventListener('mouseup', stop, true);
  };
  document.addEventListener('mousemove', onMove, true);
  document.addEventListener('mouseup', stop, true);
}

/** The data that a dropped module carries. */
export function cellData(code: string): MimeData {
  const cell: ICodeCell = {
    cell_type: 'code',
    source: code.trimEnd(),
    metadata: {},
    outputs: [],
    execution_count: null
  };
  const data = new MimeData();
  data.setData(cellMime, [cell]);
  data.setData('text/plain', code);
  return data;
}

async function startDrag(title: string, code: string, { clientX, clientY }: MouseEvent): Promise<void> {
  getSelection()?.removeAllRanges();
  const dragImage = document.createElement('div');
  dragImage.className = 'sonde-DragImage';
  dragImage.textContent = title;
  const drag = new Drag({
    mimeData: cellData(code),
    dragImage,
    supportedActions: 'copy',
    proposedAction: 'copy'
  });
  await drag.start(clientX, clientY);
  drag.dispose();
}
