/**
 * Which parameter is being written, above the line: opens with `(` or `,`, follows the cursor, closes where the call ends,
 * with Escape, or when the editor is left. Of a question only the newest answer counts.
 */
import { Facet, StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, showTooltip, ViewPlugin, type Tooltip, type ViewUpdate } from '@codemirror/view';
import type { Ask } from './ask.js';
import type { Signatures } from '@sonde/schema/editor';
import { drawSignature, type SignatureText } from './signature-box.js';

/** On the editor's node while a signature is shown: keys mean something else then. */
export const signatureClass = 'sonde-mod-signature';

interface Shown {
  pos: number;
  help: Signatures;
  /** The one looked at, when that is another than the one that fits. */
  chosen: number;
}

/** How a command finds what asks for an editor. */
const starters = Facet.define<(view: EditorView) => SignatureHelper | undefined>();

const show = StateEffect.define<Shown | null>();

const shown = StateField.define<Shown | null>({
  create: () => null,
  update: (before, transaction) => {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return before && { ...before, pos: transaction.changes.mapPos(before.pos) };
  }
});

export function signatureHelp(ask: Ask, text: SignatureText): Extension {
  const helper = ViewPlugin.define(view => new SignatureHelper(view, ask), {
    eventHandlers: {
      // The completer takes the focus and gives it back; a signature that waits for that is not in its way.
      blur(_, view) {
        setTimeout(() => {
          const completes = document.querySelector('.jp-Completer:not(.lm-mod-hidden)') !== null;
          if (!view.hasFocus && !completes) closeSignature(view);
        }, 100);
      }
    }
  });
  const tooltip = showTooltip.compute([shown], state => {
    const value = state.field(shown);
    return value && tooltipOf(value, text);
  });
  const mark = EditorView.editorAttributes.compute([shown], (state): Record<string, string> => {
    return state.field(shown) ? { class: signatureClass } : {};
  });
  return [shown, helper, tooltip, mark, starters.of(view => view.plugin(helper) ?? undefined)];
}

/** Shows the signature of the call around the cursor; where it is shown already, the next of several. */
export function openSignature(view: EditorView): void {
  const value = view.state.field(shown, false);
  if (value && value.help.signatures.length > 1) {
    const chosen = (value.chosen + 1) % value.help.signatures.length;
    view.dispatch({ effects: show.of({ ...value, chosen }) });
    return;
  }
  for (const find of view.state.facet(starters)) find(view)?.ask();
}

export function closeSignature(view: EditorView): void {
  if (view.state.field(shown, false)) view.dispatch({ effects: show.of(null) });
}

class SignatureHelper {
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly view: EditorView,
    private readonly question: Ask
  ) {}

  update(update: ViewUpdate): void {
    const isOpen = update.state.field(shown) !== null;
    if (update.docChanged) {
      const isTyped = update.transactions.some(one => one.isUserEvent('input'));
      if (isOpen || (isTyped && opens(update))) this.soon();
    } else if (update.selectionSet && isOpen) {
      this.soon();
    }
  }

  /** After this update, and once for a burst of keys. */
  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 30);
  }

  ask(): void {
    const asked = ++this.asked;
    const { head, empty } = this.view.state.selection.main;
    const { doc } = this.view.state;
    const answered = (help: Signatures | undefined) => {
      // Typed on: the question that this caused will be answered.
      if (asked !== this.asked || this.view.state.doc !== doc) return;
      const before = this.view.state.field(shown, false);
      if (!help && !before) return;
      this.view.dispatch({
        effects: show.of(help ? { pos: head, help, chosen: choice(before, help) } : null)
      });
    };
    if (!empty) return answered(undefined);
    void this.question(this.view, 'signatures', head).then(answered, () => answered(undefined));
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.asked = -1;
  }
}

function opens(update: ViewUpdate): boolean {
  let found = false;
  update.changes.iterChanges((_from, _to, _fromB, _toB, inserted) => {
    found ||= /[(,<]\)?$/.test(inserted.toString());
  });
  return found;
}

/** Who looks at another overload stays there while the call is the same. */
function choice(before: Shown | null | undefined, help: Signatures): number {
  const label = before?.help.signatures[before.chosen]?.label;
  const wasFitting = before?.chosen === before?.help.active;
  const same = help.signatures.findIndex(one => one.label === label);
  return !wasFitting && same >= 0 ? same : help.active;
}

function tooltipOf({ pos, help, chosen }: Shown, text: SignatureText): Tooltip {
  return {
    pos,
    above: true,
    strictSide: false,
    arrow: false,
    create: () => ({ dom: drawSignature(help, chosen, text) })
  };
}
