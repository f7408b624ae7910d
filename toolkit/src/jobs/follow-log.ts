/** Passes on what a job printed, byte by byte, and what it prints until it ends. */
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal } from '@sonde/schema';
import type { Jobs } from './jobs.js';

export interface FollowLogOptions {
  /** False ends with what is there now. */
  follow: boolean;
  /** Ends it at once. */
  signal: AbortSignal;
  /** Aborted when the job is known to have ended, which spares looking for it: what is left is passed on. */
  over?: AbortSignal;
  /** Takes the next piece; what it waits for is waited for. */
  write: (piece: Uint8Array) => Promise<void>;
}

/** Milliseconds: how often the file is looked at, and how often the job is. */
const look = 50;
const lookAfter = 1000;

export async function followLog(
  jobs: Jobs,
  id: string,
  { follow, signal, over, write }: FollowLogOptions
): Promise<void> {
  const file = await open(await jobs.logPath(id), 'r');
  try {
    const piece = Buffer.alloc(64 * 1024);
    let ended = !follow;
    let looked = -Infinity;
    while (!signal.aborted) {
      const { bytesRead } = await file.read(piece, 0, piece.length, null);
      if (bytesRead > 0) {
        await write(piece.subarray(0, bytesRead));
        continue;
      }
      if (ended) return;
      if (over?.aborted) {
        ended = true;
        continue;
      }
      if (Date.now() - looked >= lookAfter) {
        looked = Date.now();
        // Then the file is read once more: it may have grown before the end.
        ended = isFinal((await jobs.get(id)).state);
        if (ended) continue;
      }
      await sleep(look, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await file.close();
  }
}
