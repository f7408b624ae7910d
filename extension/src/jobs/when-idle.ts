/** Work that can wait until the page has nothing better to do, but not for ever. */

/** Milliseconds after which it is done in any case. */
const atLatest = 3000;

export function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if (typeof globalThis.requestIdleCallback === 'function')
    globalThis.requestIdleCallback(work, { timeout: atLatest });
  else setTimeout(work, 500);
}
