/** Reads the end of a text file, in whole lines: a job that prints gigabytes must not fill the memory of who looks. */
import { open } from 'node:fs/promises';

export async function readEnd(path: string, most: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, most);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.subarray(0, bytesRead);
    return text.toString('utf8', size > length ? text.indexOf(10) + 1 : 0);
  } finally {
    await file.close();
  }
}
