/** Any value to a MIME bundle: its own idea of itself first, then what it looks like, then `util.inspect`. */
import { inspect } from 'node:util';
import { jupyterDisplay, type MimeBundle } from '@sonde/schema/display';

/** The bundle of a value, or undefined for `undefined`, which shows nothing. */
export async function toBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined) return undefined;
  return richBundle(value) ?? { 'text/plain': text(value) };
}

/** True when {@link toBundle} need not be waited for: most values. */
export function plainBundle(value: unknown): MimeBundle | undefined {
  return isObject(value) ? undefined : { 'text/plain': text(value) };
}

/** An object whose keys are all MIME types is one already. */
export function isMimeBundle(value: unknown): value is MimeBundle {
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every(key => /^[a-z]+\/[\w.+-]+$/i.test(key));
}

export function text(value: unknown): string {
  return inspect(value, {
    colors: false,
    depth: 4,
    maxArrayLength: 100,
    maxStringLength: 10_000,
    breakLength: 100
  });
}

function richBundle(value: unknown): Promise<MimeBundle> | MimeBundle | undefined {
  if (!isObject(value)) return undefined;
  const own = value[jupyterDisplay];
  if (typeof own === 'function') return ownBundle(value, own as (this: unknown) => unknown);
  if (value instanceof Error) return { 'text/plain': value.stack ?? String(value) };
  const image = imageType(value);
  if (image) {
    const bytes = value as unknown as Uint8Array;
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return { [image]: base64, 'text/plain': `<${image}, ${bytes.byteLength} bytes>` };
  }
  if (typeof value.toSpec === 'function') return vegaBundle((value.toSpec as () => unknown)());
  if (typeof value.toDataURL === 'function') return canvasBundle((value.toDataURL as () => unknown)());
  if (typeof value.outerHTML === 'string')
    return { 'text/html': value.outerHTML, 'text/plain': clip(value.outerHTML) };
  return undefined;
}

async function ownBundle(value: object, show: (this: unknown) => unknown): Promise<MimeBundle> {
  const bundle = await show.call(value);
  if (!isObject(bundle)) return { 'text/plain': text(value) };
  return 'text/plain' in bundle ? { ...bundle } : { ...bundle, 'text/plain': text(value) };
}

function vegaBundle(spec: unknown): MimeBundle | undefined {
  const schema = isObject(spec) ? spec.$schema : undefined;
  const match = typeof schema === 'string' ? /\/(vega(?:-lite)?)\/v(\d+)/.exec(schema) : null;
  if (!match) return undefined;
  const kind = match[1] === 'vega-lite' ? 'vegalite' : 'vega';
  return { [`application/vnd.${kind}.v${match[2]}+json`]: spec, 'text/plain': `<${match[1]} chart>` };
}

function canvasBundle(url: unknown): MimeBundle | undefined {
  const match = typeof url === 'string' ? /^data:(image\/[\w.+-]+);base64,(.*)$/s.exec(url) : null;
  return match?.[1] ? { [match[1]]: match[2], 'text/plain': `<${match[1]}>` } : undefined;
}

/** Known by their first bytes. */
function imageType(value: object): string | undefined {
  if (!(value instanceof Uint8Array) || value.length < 12) return undefined;
  const head = Buffer.from(value.buffer, value.byteOffset, 12).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  return undefined;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function clip(html: string): string {
  return html.length > 200 ? `${html.slice(0, 200)}…` : html;
}
