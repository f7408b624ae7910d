/** Brings a section of the page to its top, and keeps it there while what stands above and below it is still coming in. */

/** Milliseconds: what is not there by then is not waited for. */
const settles = 2000;

/** Returns what ends it; whoever scrolls or types meanwhile ends it, too. */
export function showSection(root: HTMLElement, section: string): () => void {
  const show = () => root.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: 'start' });
  const grown = new ResizeObserver(show);
  const timer = setTimeout(() => end(), settles);
  const acts = ['wheel', 'pointerdown', 'keydown'] as const;
  const end = (): void => {
    clearTimeout(timer);
    grown.disconnect();
    for (const act of acts) root.removeEventListener(act, end, true);
  };
  for (const act of acts) root.addEventListener(act, end, { capture: true, passive: true });
  grown.observe(root);
  show();
  return end;
}
