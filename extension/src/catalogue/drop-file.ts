/** Lets a file be dropped on the panel, from the computer's desktop or from Lab's file browser: a search by example. */
import type { Drag } from '@lumino/dragdrop';

/** What Lab's file browser drags: paths. */
const contentsMime = 'application/x-jupyter-icontents';
const overClass = 'sonde-mod-dropTarget';

/** Calls `onFile` with the name of what is dropped on `node`. Returns what ends it. */
export function takeDroppedFiles(node: HTMLElement, onFile: (path: string) => void): () => void {
  const over = (event: Event, accept: () => void) => {
    event.preventDefault();
    event.stopPropagation();
    node.classList.add(overClass);
    accept();
  };
  const leave = (event: DragEvent | Drag.Event) => {
    if (!node.contains(event.relatedTarget as Node | null)) node.classList.remove(overClass);
  };
  const take = (event: Event, path: string | undefined) => {
    event.preventDefault();
    event.stopPropagation();
    node.classList.remove(overClass);
    if (path !== undefined) onFile(path);
  };
  const listeners: Record<string, (event: never) => void> = {
    dragenter: (event: DragEvent) => isFile(event) && over(event, () => undefined),
    dragover: (event: DragEvent) =>
      isFile(event) && over(event, () => (event.dataTransfer!.dropEffect = 'copy')),
    dragleave: leave,
    drop: (event: DragEvent) => isFile(event) && take(event, event.dataTransfer!.files[0]?.name),
    'lm-dragenter': (event: Drag.Event) => isContents(event) && over(event, () => undefined),
    'lm-dragover': (event: Drag.Event) =>
      isContents(event) && over(event, () => (event.dropAction = event.proposedAction)),
    'lm-dragleave': leave,
    'lm-drop': (event: Drag.Event) => {
      if (!isContents(event)) return;
      event.dropAction = event.proposedAction;
      take(event, (event.mimeData.getData(contentsMime) as string[])[0]);
    }
  };
  for (const [type, listener] of Object.entries(listeners))
    node.addEventListener(type, listener as EventListener);
  return () => {
    for (const [type, listener] of Object.entries(listeners))
      node.removeEventListener(type, listener as EventListener);
  };
}

function isFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

function isContents({ mimeData }: Drag.Event): boolean {
  return mimeData.hasData(contentsMime);
}
