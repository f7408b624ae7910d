/**
 * Where files are dropped: those of this computer are uploaded, those of Lab's file browser are used where they lie. Both
 * can be chosen with a button as well.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { fileEndings, type ValueType } from '@sonde/schema';
import * as React from 'react';
import type { PageActions } from './page.js';
import type { TryModel } from './try-model.js';

interface Props {
  model: TryModel;
  actions: Pick<PageActions, 'choose' | 'pathOf'>;
  trans: TranslationBundle;
}

export function DropZone({ model, actions, trans }: Props): React.JSX.Element {
  const [over, setOver] = React.useState(false);
  const picker = React.useRef<HTMLInputElement>(null);
  const zone = React.useRef<HTMLDivElement>(null);
  const onPaths = (paths: readonly (string | undefined)[]) => {
    const here = paths.filter(path => path !== undefined);
    if (here.length > 0) void model.runPaths(here, trans);
  };
  useLabDrop(zone, setOver, paths => onPaths(paths.map(actions.pathOf)));
  const onFiles = (files: FileList | null) => {
    if (files && files.length > 0) void model.runFiles([...files], trans);
  };
  return (
    <div
      ref={zone}
      className={`sonde-DropZone${over ? ' sonde-mod-over' : ''}`}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        setOver(false);
        onFiles(event.dataTransfer.files);
      }}
    >
      <p>{trans.__('Drop files here')}</p>
      <div className="sonde-DropZone-actions">
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          onClick={() => picker.current?.click()}
        >
          {trans.__('Upload…')}
        </button>
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          onClick={() => void actions.choose('file').then(path => onPaths([path]))}
        >
          {trans.__('Choose in JupyterLab…')}
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        aria-label={trans.__('Files')}
        accept={accepted(model.module.input.type)}
        onChange={event => {
          onFiles(event.target.files);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
    </div>
  );
}

/** For the dialog of the browser. Undefined where any file may do. */
function accepted(type: ValueType): string | undefined {
  return fileEndings[type]?.map(ending => `.${ending}`).join(',');
}

/** What we use of Lumino's drag events. */
type LabDragEvent = Event & {
  mimeData: { hasData(mime: string): boolean; getData(mime: string): unknown };
  readonly proposedAction: string;
  dropAction: string;
};

/** Lab drags with events of its own, which React does not know. */
function useLabDrop(
  ref: React.RefObject<HTMLElement>,
  onOver: (over: boolean) => void,
  onPaths: (paths: readonly string[]) => void
): void {
  const latest = React.useRef({ onOver, onPaths });
  latest.current = { onOver, onPaths };
  React.useEffect(() => {
    const node = ref.current;
    if (!node) return;
    const listen = (type: string, act: (event: LabDragEvent) => void) => {
      const handle = (event: Event) => {
        const drag = event as LabDragEvent;
        if (!drag.mimeData.hasData(contentsMime)) return;
        event.preventDefault();
        event.stopPropagation();
        act(drag);
      };
      node.addEventListener(type, handle);
      return () => node.removeEventListener(type, handle);
    };
    const remove = [
      // Who accepts the entering is told of the rest.
      listen('lm-dragenter', () => latest.current.onOver(true)),
      listen('lm-dragleave', () => latest.current.onOver(false)),
      listen('lm-dragover', drag => {
        // Again and again: leaving a button inside is a leaving, too.
        latest.current.onOver(true);
        drag.dropAction = drag.proposedAction;
      }),
      listen('lm-drop', drag => {
        drag.dropAction = drag.proposedAction;
        latest.current.onOver(false);
        latest.current.onPaths(drag.mimeData.getData(contentsMime) as string[]);
      })
    ];
    return () => remove.forEach(off => off());
  }, [ref]);
}

const contentsMime = 'application/x-jupyter-icontents';
