/** A result's text, cut where no notebook could show the rest of it. */
import type { MimeBundle } from '@sonde/schema/display';

/** Characters of a result's `text/plain` that are shown. */
const longest = 1_000_000;

export function withoutLongText(bundle: MimeBundle): MimeBundle {
  const text = bundle['text/plain'];
  if (typeof text !== 'string' || text.length <= longest) return bundle;
  const left = (text.length - longest).toLocaleString('en');
  const cut = `${text.slice(0, longest)}\n… ${left} more characters: show a part of it, write it to a file, or print it all with console.log`;
  return { ...bundle, 'text/plain': cut };
}
