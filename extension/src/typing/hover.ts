/** What a name is, where the pointer rests on it: its type and its documentation. */
import { hoverTooltip, type EditorView, type Tooltip } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import type { Ask } from './ask.js';

export function typeHover(ask: Ask, render: (markdown: string) => Promise<HTMLElement>): Extension {
  return hoverTooltip(
    async (view, pos): Promise<Tooltip | null> => {
      const word = view.state.wordAt(pos);
      if (!word) return null;
      const found = await ask(view, 'hover', pos).catch(() => undefined);
      if (!found) return null;
      const text = await render(found.markdown);
      return { pos: word.from, end: word.to, above: true, create: () => ({ dom: inBox(text, view) }) };
    },
    { hoverTime: 350, hideOnChange: true }
  );
}

function inBox(text: HTMLElement, view: EditorView): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'sonde-TypeTip';
  dom.setAttribute('role', 'tooltip');
  dom.append(text);
  // Not wider than what is there to see of the notebook.
  dom.style.maxWidth = `min(84ch, ${Math.max(240, view.dom.getBoundingClientRect().width)}px)`;
  return dom;
}
