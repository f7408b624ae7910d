/** `Deno.jupyter` for notebooks written for Deno's kernel. Only cells see the name: packages would take it for the real Deno. */
import { readFileSync } from 'node:fs';
import { jupyterDisplay, type DisplayPort, type MimeBundle } from '@sonde/schema/display';
import { SondeError } from '@sonde/schema/error';
import type { CommEvent } from '../channel/messages.js';
import { define } from './display.js';
import { toBundle } from './format.js';
import type { Link } from './link.js';

interface DisplayOptions {
  raw?: boolean;
  update?: boolean;
  display_id?: string;
}

interface BroadcastOptions {
  metadata?: Record<string, unknown>;
  buffers?: Uint8Array[];
}

/** What the name is in the running code (see cells/shadow.ts). */
const name = 'Deno$cell';

export function installDeno(port: DisplayPort, link: Link): void {
  const jupyter = {
    $display: jupyterDisplay,
    display: async (value: unknown, { raw = false, update = false, display_id: id }: DisplayOptions = {}) => {
      const bundle = raw ? (value as MimeBundle) : ((await toBundle(value)) ?? { 'text/plain': 'undefined' });
      if (update && id !== undefined) port.update(id, bundle);
      else port.show(bundle, { ...(id !== undefined && { id }) });
    },
    format: (value: unknown) => toBundle(value),
    broadcast: (type: string, content: Record<string, unknown>, options?: BroadcastOptions) =>
      Promise.resolve(broadcast(link, type, content, options)),
    md: tagged('text/markdown'),
    html: tagged('text/html'),
    svg: tagged('image/svg+xml'),
    image
  };
  define(
    name,
    new Proxy(
      { jupyter },
      {
        get: (has, key) => {
          if (key in has || typeof key === 'symbol') return Reflect.get(has, key) as unknown;
          throw new SondeError('deno', `There is no Deno.${key} here: this kernel runs on Node.js`, {
            hint: 'Of Deno it has Deno.jupyter. Files are read with node:fs/promises, the environment with process.env.'
          });
        }
      }
    )
  );
}

function tagged(type: string) {
  return (strings: TemplateStringsArray, ...values: unknown[]) => {
    const text = String.raw({ raw: strings }, ...values);
    return { [jupyterDisplay]: () => ({ [type]: text }) };
  };
}

function image(source: string | Uint8Array) {
  const bytes = typeof source === 'string' ? readFileSync(source) : Buffer.from(source);
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG';
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isPng && !isJpeg) {
    throw new SondeError('deno-image', 'Cannot show the image: it is neither PNG nor JPEG', {
      hint: 'Other formats can be shown with display({ "image/webp": base64 }).'
    });
  }
  return { [jupyterDisplay]: () => ({ [isPng ? 'image/png' : 'image/jpeg']: bytes.toString('base64') }) };
}

const commEvents: Readonly<Record<string, CommEvent>> = {
  comm_open: 'open',
  comm_msg: 'message',
  comm_close: 'close'
};

function broadcast(
  link: Link,
  type: string,
  content: Record<string, unknown>,
  { metadata = {}, buffers = [] }: BroadcastOptions = {}
): void {
  const event = commEvents[type];
  if (event) {
    const { comm_id: id, target_name: target, data = {} } = content;
    const comm = { event, id: String(id), data, metadata, buffers };
    link.send({
      type: 'comm',
      run: link.run,
      comm: typeof target === 'string' ? { ...comm, target } : comm
    });
  } else if (type === 'display_data' || type === 'update_display_data' || type === 'clear_output') {
    link.send({ type: 'display', run: link.run, kind: type, content });
  } else {
    throw new SondeError('deno-broadcast', `Cannot broadcast a message of type "${type}"`, {
      hint: 'It may be display_data, update_display_data, clear_output, comm_open, comm_msg or comm_close.'
    });
  }
}
