// What browsers have and jsdom lacks, of which Lab's packages need to know when they are loaded.
import { ReadableStream } from 'node:stream/web';
import { TextDecoder, TextEncoder } from 'node:util';

globalThis.DragEvent ??= class DragEvent extends (globalThis.MouseEvent ?? Event) {};
globalThis.matchMedia ??= () => ({ matches: false, addListener() {}, addEventListener() {} });
globalThis.requestIdleCallback ??= work => setTimeout(work);
globalThis.cancelIdleCallback ??= clearTimeout;
if (globalThis.navigator && !navigator.clipboard) {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.resolve() } });
}
globalThis.ReadableStream ??= ReadableStream;
globalThis.TextDecoder ??= TextDecoder;
globalThis.TextEncoder ??= TextEncoder;
