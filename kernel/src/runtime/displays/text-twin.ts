/**
 * The twin in text of a bundle that has none, made of what is drawn: for bundles that other code has written, whose author
 * thought of front ends only. The same words as those of `display.html` and its like.
 */
import type { MimeBundle } from '@sonde/schema/display';
import { boundedInspect } from './bounded-inspect.js';
import { imageText } from './image-text.js';
import { svgStart, wordsOf } from './markup-bundle.js';

/** As it is where it has text already, and where nothing in it can be said in words. */
export function withTwin(bundle: MimeBundle): MimeBundle {
  if (bundle['text/plain'] !== undefined) return bundle;
  const text = twinOf(bundle);
  return text === undefined ? bundle : { ...bundle, 'text/plain': text };
}

function twinOf(bundle: MimeBundle): string | undefined {
  const parts = Object.entries(bundle).filter(([, part]) => part !== undefined);
  for (const [types, words] of twins)
    for (const [type, part] of parts) if (types.test(type)) return words(part, type);
  return undefined;
}

/** What people write with words, before pictures, before data. */
const twins: readonly (readonly [types: RegExp, words: (part: unknown, type: string) => string])[] = [
  [/^text\/(markdown|latex)$/, textOf],
  [/^text\/html$/, part => wordsOf(textOf(part), svgStart.test(textOf(part)) ? 'SVG' : 'HTML')],
  [/^image\/svg\+xml$/, part => wordsOf(textOf(part), 'SVG')],
  [/^(text|application)\/javascript$/, () => '<JavaScript that runs in the page>'],
  [/^((image|audio|video)\/.+|application\/pdf)$/, base64Text],
  [/^application\/(geo\+)?json$/, boundedInspect]
];

/** A text may be a list of its lines. */
function textOf(part: unknown): string {
  return Array.isArray(part) ? part.join('') : String(part);
}

function base64Text(part: unknown, type: string): string {
  const text = textOf(part);
  return imageText(type, Buffer.from(text.slice(0, 64), 'base64'), Buffer.byteLength(text, 'base64'));
}
