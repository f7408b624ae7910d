/** Widgets that hold others. */
import { SondeError } from '@sonde/schema/error';
import { invalid } from './check.js';
import { isWidget } from './is-widget.js';
import { kindOf } from './make.js';
import type * as m from './models.js';
import type { Options, Widget } from './types.js';
import { ModelWidget, type Kind, type State } from './widget.js';

/** A row. */
export const hbox = boxMaker<m.HBox, m.HBoxState>('HBox');
/** A column. */
export const vbox = boxMaker<m.VBox, m.VBoxState>('VBox');
export const box = boxMaker<m.Box, m.BoxState>('Box');
/** A grid: its `layout` says of which columns and rows. */
export const gridBox = boxMaker<m.GridBox, m.GridBoxState>('GridBox');

/**
 * Pages of which one is shown, by their titles.
 *
 * @example
 * tabs({ Data: vbox([files]), Model: vbox([epochs, optimizer]) })
 */
export const tabs = pageMaker<m.Tab, m.TabState>('Tab', true);
export const accordion = pageMaker<m.Accordion, m.AccordionState>('Accordion', false);
/** Shows the child at `selectedIndex`. */
export const stack = pageMaker<m.Stack, m.StackState>('Stack', false);

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what the table holds under the name
function boxMaker<W, S>(name: 'Box' | 'HBox' | 'VBox' | 'GridBox') {
  const kind = kindOf(name);
  return (children: readonly Widget[], options?: Omit<Options<S>, 'children'>): W =>
    new ModelWidget(kind, { ...options, children: checked(children, name) }) as unknown as W;
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what the table holds under the name
function pageMaker<W, S>(name: 'Tab' | 'Accordion' | 'Stack', first: boolean) {
  const kind = kindOf(name, { rule: pages(first) });
  return (
    children: readonly Widget[] | Readonly<Record<string, Widget>>,
    options?: Omit<Options<S>, 'children'>
  ): W => {
    const list = Array.isArray(children) ? (children as readonly Widget[]) : Object.values(children);
    const titles = Array.isArray(children) ? {} : { titles: Object.keys(children) };
    return new ModelWidget(kind, { ...titles, ...options, children: checked(list, name) }) as unknown as W;
  };
}

/** A title for each child; the shown one is one of them. `first`: some page is always shown. */
function pages(first: boolean): NonNullable<Kind['rule']> {
  return (next: Readonly<State>, given, what, before) => {
    const count = (next.children as unknown[]).length;
    const given_ = next.titles as readonly string[];
    const titles = Array.from({ length: count }, (_, index) => given_[index] ?? '');
    const index = next.selectedIndex as number | null;
    const initial = first && count > 0 ? 0 : null;
    if (index === null)
      return { titles, selectedIndex: before || given.has('selectedIndex') ? null : initial };
    if (index >= 0 && index < count) return { titles };
    if (!given.has('selectedIndex')) return { titles, selectedIndex: initial };
    throw invalid(what, 'selectedIndex', index, `it has ${count} pages, counted from 0`);
  };
}

/** A better sentence than that of any list: the likeliest mistake is a plain value. */
function checked(children: readonly unknown[], name: string): readonly unknown[] {
  if (!Array.isArray(children))
    throw new SondeError('widget-value', `${name} wants a list of widgets`, {
      hint: `Write ${name.toLowerCase()}([a, b]).`
    });
  const at = children.findIndex(child => !isWidget(child));
  if (at < 0) return children;
  throw new SondeError('widget-value', `Child ${at + 1} of ${name} is no widget but ${typeof children[at]}`, {
    hint: 'For a text write label("…"), for anything that cells can show use output().'
  });
}
