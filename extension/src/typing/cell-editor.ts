/** What an editor of a cell gets: hover, signatures, and the way to a definition with Ctrl and a click. */
import { EditorView } from '@codemirror/view';
import { Prec, type Extension } from '@codemirror/state';
import type { Ask } from './ask.js';
import { typeHover } from './hover.js';
import { signatureHelp } from './signature.js';
import type { SignatureText } from './signature-box.js';

export interface CellEditorOptions extends SignatureText {
  ask: Ask;
  /** Is there anybody to ask? In cells of other kernels the mouse does what it always does. */
  isOn(): boolean;
  goTo(view: EditorView, offset: number): void;
}

export function cellEditor({ ask, isOn, goTo, ...text }: CellEditorOptions): Extension {
  const pointer = EditorView.domEventHandlers({
    mousedown(event, view) {
      const isAsked = event.button === 0 && (isMac() ? event.metaKey : event.ctrlKey) && !event.altKey;
      const offset = isAsked && isOn() ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null;
      if (offset === null || !view.state.wordAt(offset)) return false;
      event.preventDefault();
      goTo(view, offset);
      return true;
    },
    // What the menu offers is about the place that was pointed at.
    contextmenu(event, view) {
      if (!isOn()) return false;
      const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
      const { from, to } = view.state.selection.main;
      if (offset !== null && (offset < from || offset > to)) view.dispatch({ selection: { anchor: offset } });
      return false;
    }
  });
  return [typeHover(ask, text.render), signatureHelp(ask, text), Prec.high(pointer)];
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
