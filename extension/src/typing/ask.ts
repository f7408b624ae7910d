/** Asks the types of a place in an editor's cell. */
import type { EditorView } from '@codemirror/view';
import type { Answers } from '@sonde/schema/editor';

export type Ask = <What extends keyof Answers>(
  view: EditorView,
  what: What,
  offset: number
) => Promise<Answers[What] | undefined>;
