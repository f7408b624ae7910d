/** What is wrong at a place, and what mends it, for those who come by keyboard: the pointer has CodeMirror's own box. */
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, showTooltip, type Tooltip } from '@codemirror/view';
import { toChanges } from '../typing/edits.js';
import type { Mark } from './ranges.js';

const noAttributes: Record<string, string> = {};

const show = StateEffect.define<Mark | undefined>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(show)) return effect.value ? boxOf(effect.value) : null;
    return docChanged || selection ? null : tooltip;
  },
  provide: field => [
    showTooltip.from(field),
    // Escape closes the box where there is one, and else leaves the cell.
    EditorView.editorAttributes.from(field, tooltip =>
      tooltip ? { class: 'sonde-mod-mistake' } : noAttributes
    )
  ]
});

/** Puts the cursor before the mistake and opens its box, with the first of what mends it ready to be pressed. */
export function showMistake(view: EditorView, mark: Mark): void {
  const isNew = view.state.field(shown, false) === undefined;
  if (isNew) view.dispatch({ effects: StateEffect.appendConfig.of(shown) });
  view.focus();
  view.dispatch({
    selection: { anchor: mark.from },
    effects: [show.of(mark), EditorView.scrollIntoView(mark.from)]
  });
}

export function closeMistake(view: EditorView): void {
  if (view.state.field(shown, false)) view.dispatch({ effects: show.of(undefined) });
  view.focus();
}

function boxOf(mark: Mark): Tooltip {
  return {
    pos: mark.from,
    end: mark.to,
    above: false,
    create: view => {
      // CodeMirror makes the outer one its own.
      const dom = document.createElement('div');
      const box = document.createElement('div');
      dom.append(box);
      box.className = 'sonde-TypeTip sonde-Mistake';
      const message = document.createElement('div');
      message.setAttribute('role', 'alert');
      message.textContent = mark.message;
      box.append(message, ...mark.fixes.map(fix => buttonOf(view, fix)));
      // Later: it also loses the focus by being taken away, in the middle of an update.
      box.addEventListener('focusout', () =>
        setTimeout(() => {
          const { activeElement } = document;
          const isLeft = !dom.contains(activeElement) && !view.dom.contains(activeElement);
          if (dom.isConnected && isLeft) view.dispatch({ effects: show.of(undefined) });
        })
      );
      return { dom, mount: () => box.querySelector('button')?.focus() };
    }
  };
}

function buttonOf(view: EditorView, { title, edits }: Mark['fixes'][number]): HTMLElement {
  const button = document.createElement('button');
  button.className = 'cm-diagnosticAction';
  button.textContent = title;
  button.addEventListener('click', () => {
    view.dispatch({ changes: toChanges(view.state.doc.toString(), edits), userEvent: 'input' });
    view.focus();
  });
  return button;
}
