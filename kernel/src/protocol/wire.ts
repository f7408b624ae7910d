/** Jupyter messages to multipart frames and back (messaging 5.5), signed with HMAC-SHA256. Pure. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
  [key: string]: unknown;
}

export interface Message {
  /** Routing identities of the sender; a topic on iopub. */
  identities: Uint8Array[];
  header: Header;
  parent: Partial<Header>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  buffers: Uint8Array[];
}

const delimiter = Buffer.from('<IDS|MSG>');
export const protocolVersion = '5.5';

export class Wire {
  private readonly session = randomBytes(16).toString('hex');
  private readonly prefix = randomBytes(8).toString('hex');
  private count = 0;

  /** An empty key leaves messages unsigned. */
  constructor(
    private readonly key: string,
    private readonly now: () => Date = () => new Date()
  ) {}

  header(type: string): Header {
    return {
      msg_id: `${this.prefix}_${this.count++}`,
      msg_type: type,
      session: this.session,
      username: 'kernel',
      date: this.now().toISOString(),
      version: protocolVersion
    };
  }

  encode(message: Message): Uint8Array[] {
    const parts = [message.header, message.parent, message.metadata, message.content].map(part =>
      Buffer.from(JSON.stringify(part))
    );
    return [...message.identities, delimiter, Buffer.from(this.sign(parts)), ...parts, ...message.buffers];
  }

  /**
   * The message, or undefined when it is malformed or its signature is wrong: such a message is not answered. `refuse` is
   * told why, without what the message says.
   */
  decode(
    frames: readonly Uint8Array[],
    refuse: (why: string) => undefined = () => undefined
  ): Message | undefined {
    const at = frames.findIndex(frame => delimiter.equals(frame));
    const [signature, ...rest] = frames.slice(at + 1);
    const parts = rest.slice(0, 4);
    if (at < 0) return refuse('it has no <IDS|MSG>');
    if (!signature || parts.length < 4)
      return refuse(`it has ${parts.length} parts after its signature, a message has 4`);
    if (!this.accepts(signature, parts)) return refuse('its signature is wrong');
    const [header, parent, metadata, content] = parts.map(parse);
    if (!isHeader(header)) return refuse('its header lacks msg_id, msg_type or session');
    const broken = Object.entries({ parent, metadata, content }).find(([, part]) => !isRecord(part));
    if (broken) return refuse(`the ${broken[0]} of its ${header.msg_type} is no JSON object`);
    return {
      identities: frames.slice(0, at),
      header,
      parent: parent as Partial<Header>,
      metadata: metadata as Record<string, unknown>,
      content: content as Record<string, unknown>,
      buffers: rest.slice(4)
    };
  }

  /** A dictionary alone, as the registration of a kernel is (JEP 66). */
  encodeAlone(content: Record<string, unknown>): Uint8Array[] {
    const part = Buffer.from(JSON.stringify(content));
    return [delimiter, Buffer.from(this.sign([part])), part];
  }

  /** Whether it is such a dictionary, of somebody who has the key. */
  isSignedAlone([first, signature, part]: readonly Uint8Array[]): boolean {
    return (
      first !== undefined &&
      delimiter.equals(first) &&
      !!signature &&
      !!part &&
      this.accepts(signature, [part])
    );
  }

  private sign(parts: readonly Uint8Array[]): string {
    if (this.key === '') return '';
    const hmac = createHmac('sha256', this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }

  private accepts(signature: Uint8Array, parts: readonly Uint8Array[]): boolean {
    if (this.key === '') return true;
    const expected = Buffer.from(this.sign(parts));
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  }
}

function isHeader(value: unknown): value is Header {
  if (!isRecord(value)) return false;
  const { msg_id, msg_type, session } = value;
  return typeof msg_id === 'string' && typeof msg_type === 'string' && typeof session === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined where it is no JSON. */
function parse(part: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString());
  } catch {
    return undefined;
  }
}
