/** Cuts a text into pieces that are marked or not. Where marks overlap, the one that starts last has the piece. */
export interface Piece<Span> {
  text: string;
  span?: Span;
}

export function pieces<Span extends { start: number; end: number }>(
  text: string,
  spans: readonly Span[]
): Piece<Span>[] {
  const inside = (place: number) => Math.min(text.length, Math.max(0, Math.round(place)));
  const sorted = spans
    .map(span => ({ span, start: inside(span.start), end: inside(span.end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const edges = [...new Set([0, text.length, ...sorted.flatMap(({ start, end }) => [start, end])])];
  edges.sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? text.length;
    const found = sorted.findLast(({ start, end }) => start <= from && end >= to);
    return { text: text.slice(from, to), ...(found && { span: found.span }) };
  });
}
