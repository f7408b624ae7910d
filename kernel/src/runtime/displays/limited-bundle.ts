/** What a front end can take: a part that is too long for it is replaced by a sentence. */
import type { MimeBundle } from '@sonde/schema/display';
import { byteSize, grouped } from './amounts.js';
import { jsonText } from './json-text.js';

/** Characters of one text, HTML or picture. JupyterLab shows, and saves, as much as that without stopping. */
export const mostCharacters = 50_000_000;
const mostPlain = 1_000_000;

export function limitedBundle(bundle: MimeBundle): MimeBundle {
  const parts = Object.entries(bundle);
  const sizes = new Map(parts.map(([type, part]) => [type, sizeOf(type, part)]));
  const isLong = (type: string) =>
    (sizes.get(type) ?? 0) > (type === 'text/plain' ? mostPlain : mostCharacters);
  if (!parts.some(([type]) => isLong(type))) return bundle;
  const kept: MimeBundle = {};
  const left: string[] = [];
  for (const [type, part] of parts) {
    if (!isLong(type)) kept[type] = part;
    else if (type === 'text/plain' && typeof part === 'string') kept[type] = shortText(part);
    else
      left.push(
        `${type} of ${byteSize(sizes.get(type) ?? 0)} is not shown, the most is ${byteSize(mostCharacters)}`
      );
  }
  if (left.length === 0) return kept;
  const note = `${left.join('; ')}. Show a part of it, or write it to a file.`;
  const text = kept['text/plain'];
  return { ...kept, 'text/plain': typeof text === 'string' ? `${text}\n${note}` : note };
}

function sizeOf(type: string, part: unknown): number {
  return typeof part === 'string' ? part.length : (jsonText(type, part)?.length ?? 0);
}

export function shortText(text: string, most = mostPlain): string {
  const more = text.length - most;
  return `${text.slice(0, most)}\n… ${grouped(more)} more characters. Show a part of it, or write it to a file.`;
}
