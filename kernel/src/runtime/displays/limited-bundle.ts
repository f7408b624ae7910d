/** What a front end can take: a part that is too long for it is replaced by a sentence. */
import type { MimeBundle } from '@sonde/schema/display';
import { byteSize, grouped } from './amounts.js';

/** Characters of one text, HTML or picture. JupyterLab shows, and saves, as much as that without stopping. */
export const mostCharacters = 50_000_000;
const mostPlain = 1_000_000;

export function limitedBundle(bundle: MimeBundle): MimeBundle {
  if (Object.entries(bundle).every(([type, part]) => !isLong(type, part))) return bundle;
  const kept: MimeBundle = {};
  const left: string[] = [];
  for (const [type, part] of Object.entries(bundle)) {
    if (!isLong(type, part)) kept[type] = part;
    else if (type === 'text/plain') kept[type] = shortText(part);
    else
      left.push(`${type} of ${byteSize(part.length)} is not shown, the most is ${byteSize(mostCharacters)}`);
  }
  if (left.length === 0) return kept;
  const note = `${left.join('; ')}. Show a part of it, or write it to a file.`;
  const text = kept['text/plain'];
  return { ...kept, 'text/plain': typeof text === 'string' ? `${text}\n${note}` : note };
}

export function shortText(text: string, most = mostPlain): string {
  const more = text.length - most;
  return `${text.slice(0, most)}\n… ${grouped(more)} more characters. Show a part of it, or write it to a file.`;
}

function isLong(type: string, part: unknown): part is string {
  return typeof part === 'string' && part.length > (type === 'text/plain' ? mostPlain : mostCharacters);
}
