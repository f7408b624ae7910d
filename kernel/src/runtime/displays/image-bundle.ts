/** Pictures: bytes that begin like one, blobs, pixels, canvases. */
import type { MimeBundle } from '@sonde/schema/display';
import { byteSize } from './amounts.js';
import { imageText } from './image-text.js';
import { mostCharacters } from './limited-bundle.js';
import { call, hasMethods, member } from './member.js';
import { encodePng } from './png.js';

export function imageBundle(value: object): MimeBundle | Promise<MimeBundle> | undefined {
  if (value instanceof Uint8Array) return bytesImage(value);
  if (value instanceof ArrayBuffer) return bytesImage(new Uint8Array(value));
  if (value instanceof Blob) return value.type.startsWith('image/') ? blobImage(value) : undefined;
  return pixelsImage(value) ?? canvasImage(value);
}

/** As JupyterLab and others take them: text as it is, bytes in base64. */
export function imageOf(type: string, bytes: Uint8Array): MimeBundle {
  const words = `<${type}, ${byteSize(bytes.length)}>`;
  if (bytes.length > mostCharacters)
    return {
      'text/plain': `${words}\nIt is not shown, the most is ${byteSize(mostCharacters)}. Make it smaller first.`
    };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = type === 'image/svg+xml' ? buffer.toString() : buffer.toString('base64');
  return { [type]: data, 'text/plain': imageText(type, bytes, bytes.length) };
}

/** The picture's type by its first bytes. */
export function imageType(bytes: Uint8Array): string | undefined {
  if (bytes.length < 12) return undefined;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 400)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  // The bytes may begin like one by chance: a mark of order, a declaration, comments, then the element.
  if (
    /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/.test(
      head
    )
  )
    return 'image/svg+xml';
  return undefined;
}

function bytesImage(bytes: Uint8Array): MimeBundle | undefined {
  const type = imageType(bytes);
  return type === undefined ? undefined : imageOf(type, bytes);
}

async function blobImage(blob: Blob): Promise<MimeBundle> {
  return imageOf(blob.type.replace(/;.*/, ''), new Uint8Array(await blob.arrayBuffer()));
}

/** ImageData, of browsers and of canvases. */
function pixelsImage(value: object): MimeBundle | undefined {
  const data = member(value, 'data');
  const width = member(value, 'width');
  const height = member(value, 'height');
  if (!(data instanceof Uint8ClampedArray || data instanceof Uint8Array)) return undefined;
  if (!isSide(width) || !isSide(height) || data.length !== width * height * 4) return undefined;
  return imageOf('image/png', encodePng(width, height, data));
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function canvasImage(value: object): MimeBundle | undefined {
  // Tensors of onnxruntime have that method too, for those that hold a picture.
  if (!hasMethods(value, 'toDataURL') || Array.isArray(member(value, 'dims'))) return undefined;
  const url = call(value, 'toDataURL');
  const match = typeof url === 'string' ? /^data:(image\/[\w.+-]+);base64,(.*)$/s.exec(url) : null;
  const [, type, data = ''] = match ?? [];
  return type === undefined ? undefined : imageOf(type, Buffer.from(data, 'base64'));
}
