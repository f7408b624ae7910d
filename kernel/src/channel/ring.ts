/**
 * Text from the main thread to the protocol worker through shared memory: one writer, one reader, nothing lost.
 * A full ring makes the writer wait, so a cell that prints faster than the network takes it is slowed, never cut short.
 * Positions count bytes since the start, modulo 2^32; they order text against the messages of the port.
 */
export type StreamName = 'stdout' | 'stderr';

export interface RingRecord {
  run: number;
  stream: StreamName;
  text: string;
}

const capacity = 4 * 1024 * 1024;
const headerBytes = 64;
const recordHeader = 8;
/** Longest piece of text in one record, in UTF-16 units (three bytes each at most). */
const piece = 64 * 1024;
const enum Slot {
  Written = 0,
  Read = 1,
  /** 1 while the reader sleeps and wants to be woken. */
  Armed = 2
}

export function createRing(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(headerBytes + capacity);
  Atomics.store(new Int32Array(memory, 0, 16), Slot.Armed, 1);
  return memory;
}

export class RingWriter {
  private readonly control: Int32Array;
  private readonly bytes: Buffer;
  private readonly view: DataView;

  /** `ring` wakes the reader. */
  constructor(
    memory: SharedArrayBuffer,
    private readonly wake: () => void
  ) {
    this.control = new Int32Array(memory, 0, 16);
    this.bytes = Buffer.from(memory, headerBytes, capacity);
    this.view = new DataView(memory, headerBytes, capacity);
  }

  /** Where the next record will start: everything written so far lies before it. */
  get position(): number {
    return Atomics.load(this.control, Slot.Written);
  }

  write(run: number, stream: StreamName, text: string): void {
    for (let from = 0; from < text.length;) {
      let to = Math.min(text.length, from + piece);
      if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to--;
      this.writePiece(run, stream, from === 0 && to === text.length ? text : text.slice(from, to));
      from = to;
    }
  }

  private writePiece(run: number, stream: StreamName, text: string): void {
    const worst = align(recordHeader + text.length * 3);
    let at = this.waitFor(worst);
    let offset = at & (capacity - 1);
    if (capacity - offset < worst) {
      this.view.setUint32(offset, padding);
      at = this.publish(at + capacity - offset);
      at = this.waitFor(worst);
      offset = at & (capacity - 1);
    }
    const length = this.bytes.write(text, offset + recordHeader, 'utf8');
    this.view.setUint32(offset, stream === 'stderr' ? length | stderrBit : length);
    this.view.setUint32(offset + 4, run);
    this.publish(at + align(recordHeader + length));
  }

  /** Waits until `bytes` are free (and the rest of the lap, where a record would not fit before the end). */
  private waitFor(bytes: number): number {
    const at = Atomics.load(this.control, Slot.Written);
    const left = capacity - (at & (capacity - 1));
    const wanted = left < bytes ? left : bytes;
    for (;;) {
      const read = Atomics.load(this.control, Slot.Read);
      if (capacity - ((at - read) | 0) >= wanted) return at;
      this.wakeReader();
      Atomics.wait(this.control, Slot.Read, read, 1000);
    }
  }

  private publish(position: number): number {
    Atomics.store(this.control, Slot.Written, position | 0);
    this.wakeReader();
    return position | 0;
  }

  private wakeReader(): void {
    if (Atomics.exchange(this.control, Slot.Armed, 0) === 1) this.wake();
  }
}

export class RingReader {
  private readonly control: Int32Array;
  private readonly bytes: Buffer;
  private readonly view: DataView;

  constructor(memory: SharedArrayBuffer) {
    this.control = new Int32Array(memory, 0, 16);
    this.bytes = Buffer.from(memory, headerBytes, capacity);
    this.view = new DataView(memory, headerBytes, capacity);
  }

  /** Everything written so far lies before this position. */
  get written(): number {
    return Atomics.load(this.control, Slot.Written);
  }

  /** Takes everything up to `until` (default: what is there), joining neighbours of the same run and stream. */
  read(until: number = this.written): RingRecord[] {
    const records: RingRecord[] = [];
    let texts: string[] = [];
    let at = Atomics.load(this.control, Slot.Read);
    const finish = () => {
      const last = records.at(-1);
      if (last) last.text = texts.join('');
      texts = [];
    };
    while (((until - at) | 0) > 0) {
      const offset = at & (capacity - 1);
      const head = this.view.getUint32(offset);
      if (head === padding) {
        at = (at + capacity - offset) | 0;
        continue;
      }
      const length = head & ~stderrBit;
      const stream = head & stderrBit ? 'stderr' : 'stdout';
      const run = this.view.getUint32(offset + 4);
      const last = records.at(-1);
      if (last?.run !== run || last.stream !== stream) {
        finish();
        records.push({ run, stream, text: '' });
      }
      const start = offset + recordHeader;
      texts.push(this.bytes.toString('utf8', start, start + length));
      at = (at + align(recordHeader + length)) | 0;
    }
    finish();
    Atomics.store(this.control, Slot.Read, at);
    Atomics.notify(this.control, Slot.Read);
    return records;
  }

  /** Asks to be woken by the next write. False when something came in between: read again. */
  sleep(): boolean {
    Atomics.store(this.control, Slot.Armed, 1);
    if (Atomics.load(this.control, Slot.Written) === Atomics.load(this.control, Slot.Read)) return true;
    return Atomics.exchange(this.control, Slot.Armed, 0) === 0;
  }
}

/** Marks the unused end of a lap. Records are no longer than a piece, so no record looks like it. */
const padding = 0x7fffffff;
const stderrBit = 0x40000000;

function align(bytes: number): number {
  return (bytes + 7) & ~7;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
