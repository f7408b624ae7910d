/** The bytes that a container printed, out of the frames in which the engine sends both of its streams. */

/** Length of a frame's head: the stream's number, three zeros, and the length of what follows. */
const headLength = 8;

/** Takes no more than is asked for, so that a long log never lies in memory. */
export async function* unframed(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  let left = 0;
  for await (const bytes of stream) {
    const chunk = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    for (let at = 0; at < chunk.length;) {
      const end = at + (left > 0 ? left : headLength - head.length);
      const part = chunk.subarray(at, end);
      at += part.length;
      if (left > 0) {
        left -= part.length;
        yield part;
        continue;
      }
      head = Buffer.concat([head, part]);
      if (head.length < headLength) continue;
      left = head.readUInt32BE(4);
      head = Buffer.alloc(0);
    }
  }
}
