/** Does work that can wait when the browser has nothing better to do. */
export type Idle = (work: () => void) => void;

export const whenIdle: Idle = work => {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 16);
};
