/** A value of V8's inspector as a line of text: what people know from a console. Pure. */
import type { Runtime } from 'node:inspector';

const longest = 1000;

export function valueText(value: Runtime.RemoteObject): string {
  const { type, subtype, description = '', preview } = value;
  switch (type) {
    case 'undefined':
      return 'undefined';
    case 'string':
      return quoted(String(value.value));
    case 'function':
      return functionText(description);
    case 'object':
      if (subtype === 'null') return 'null';
      if (subtype === 'error') return clip(description.split('\n    at ')[0] ?? description);
      return preview ? previewText(preview) : clip(description);
    default:
      return value.unserializableValue ?? (value.value === undefined ? description : String(value.value));
  }
}

function previewText(preview: Runtime.ObjectPreview): string {
  const { subtype, description = '', properties, entries, overflow } = preview;
  if (/^(date|regexp|node|wasmvalue)$/.test(subtype ?? '')) return clip(description);
  // One of a map or set.
  if ((subtype as string) === 'internal#entry') return clip(properties.map(propertyText).join(' → '));
  const isList = subtype === 'array' || subtype === 'typedarray';
  const shown = entries
    ? entries.map(({ key, value }) => (key ? `${entryText(key)} → ${entryText(value)}` : entryText(value)))
    : properties
        // The description has told the size.
        .filter(one => !(one.name === 'size' && /^(map|set)$/.test(subtype ?? '')))
        .filter(one => subtype !== 'typedarray' || /^\d+$/.test(one.name))
        .map(one =>
          isList && /^\d+$/.test(one.name) ? propertyText(one) : `${one.name}: ${propertyText(one)}`
        );
  const inside = [...shown, ...(overflow ? ['…'] : [])].join(', ');
  const name = isList
    ? description.replace(/^Array(?=\(\d+\)$)/, '')
    : description === 'Object'
      ? ''
      : description;
  return clip(`${name ? `${name} ` : ''}${isList ? `[${inside}]` : `{${inside}}`}`);
}

function entryText(preview: Runtime.ObjectPreview): string {
  return preview.type === 'string'
    ? quoted(preview.description ?? '')
    : (preview.description ?? preview.type);
}

function propertyText({ type, subtype, value = '', valuePreview }: Runtime.PropertyPreview): string {
  if (type === 'string') return quoted(value);
  if (type === 'function') return 'ƒ';
  if (type === 'accessor') return '(…)';
  if (subtype === 'null') return 'null';
  return valuePreview ? previewText(valuePreview) : value === 'Object' ? '{…}' : value;
}

/** The head, without the body. */
function functionText(description: string): string {
  const isClass = /^class\b/.test(description);
  const head = isClass
    ? /^class[^{]*/.exec(description)?.[0]
    : /^[^(]*\((?:[^()]|\([^()]*\))*\)/.exec(description)?.[0];
  const text = (head ?? description.split('\n')[0] ?? '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,)])/g, '')
    .trim();
  return clip(isClass ? text : `ƒ ${text.replace(/^(async )?function\s*\*?\s*/, '$1')}`);
}

function quoted(text: string): string {
  const clipped = clip(text);
  return `'${clipped.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

function clip(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/**
 * JupyterLab's tree shows the type in place of the value, but for the types whose (Python) names it knows; where it shows
 * the value too, it is given one of those, and elsewhere none.
 */
export function typeForLab({ type, value }: Runtime.RemoteObject): string | undefined {
  switch (type) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float';
    default:
      return undefined;
  }
}

export function typeName({ type, subtype, className }: Runtime.RemoteObject): string {
  if (subtype === 'null') return 'null';
  return type === 'object' ? (className ?? 'Object') : type;
}
