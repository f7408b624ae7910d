/** Where a list was scrolled to, from one visit to the next. */
import * as React from 'react';

export interface ScrollMemory {
  /** Pixels from the top, when it was left. */
  scrolled: number;
  /** Told where it rests. */
  onScroll: (top: number) => void;
  /** False while more entries are to come. */
  complete: boolean;
}

/** Milliseconds after which a list that was scrolled rests. */
const rests = 300;

/** Scrolls to where the list was left as soon as there is so much of it, and tells where it rests from then on. */
export function useScrollMemory(
  { scrolled, onScroll, complete }: ScrollMemory,
  scrollRef: React.RefObject<HTMLDivElement>,
  height: number
): () => void {
  const wanted = React.useRef(scrolled > 0 ? scrolled : undefined);
  const latest = React.useRef(onScroll);
  latest.current = onScroll;
  const timer = React.useRef<ReturnType<typeof setTimeout>>();
  React.useEffect(() => () => clearTimeout(timer.current), []);
  React.useLayoutEffect(() => {
    const node = scrollRef.current;
    if (!node || wanted.current === undefined) return;
    if (!complete && height < wanted.current + node.clientHeight) return;
    node.scrollTop = wanted.current;
    wanted.current = undefined;
  }, [height, complete, scrollRef]);
  return () => {
    if (wanted.current !== undefined) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(scrollRef.current?.scrollTop ?? 0), rests);
  };
}
