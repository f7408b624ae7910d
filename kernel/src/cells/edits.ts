/** Edits to a source text that remember where every character came from. */
import type { Position } from '@sonde/schema/editor';

/** Takes a line and column (both from 0) of the generated text to those of the source, or undefined for glue. */
export type Mapping = (position: Position) => Position | undefined;

interface Edit {
  start: number;
  end: number;
  text: string;
  /** Among insertions at one place, higher ranks come later. */
  rank: number;
}

/** A stretch of output: the source's own text, or new text that stands for what is at `origin`. */
type Segment = { start: number; end: number } | { text: string; origin: number | undefined };

export class Edits {
  private readonly edits: Edit[] = [];
  private readonly moved: { start: number; end: number }[] = [];

  constructor(readonly source: string) {}

  replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text, rank: 0 });
  }

  insert(at: number, text: string, rank = 0): void {
    this.edits.push({ start: at, end: at, text, rank });
  }

  /** Puts spaces over a range, keeping its line breaks; `first` takes the place of its first character. */
  blank(start: number, end: number, first = ''): void {
    if (end <= start) return;
    this.replace(start, end, first + blanks(this.source.slice(start + first.length, end)));
  }

  /** Moves a range, with the edits inside it, to the front. */
  moveToFront(start: number, end: number): void {
    this.moved.push({ start, end });
  }

  /** The new text between `prefix` and `suffix`, and the way back. */
  build(prefix = '', suffix = ''): { code: string; mapping: Mapping } {
    const edits = this.edits
      .map((edit, order) => ({ ...edit, order }))
      .sort((a, b) => a.start - b.start || a.end - b.end || a.rank - b.rank || a.order - b.order);
    const ranges = [...this.moved].sort((one, other) => one.start - other.start);
    const starts = ranges.map(range => range.start);
    const moving = new Map(ranges.map(range => [range, [] as Edit[]]));
    const staying: Edit[] = [];
    for (const edit of edits) {
      const range = ranges[lastAtMost(starts, edit.start)];
      const isInside = range && edit.start >= range.start && edit.end <= range.end;
      (isInside ? moving.get(range)! : staying).push(edit);
    }
    const segments: Segment[] = [{ text: prefix, origin: 0 }];
    for (const range of this.moved) segments.push(...render(moving.get(range)!, range.start, range.end));
    let at = 0;
    let next = 0;
    for (const { start, end } of ranges) {
      const from = next;
      while (next < staying.length && staying[next]!.end <= start) next++;
      const gap = { text: blanks(this.source.slice(start, end)), origin: start };
      segments.push(...render(staying.slice(from, next), at, start), gap);
      at = end;
    }
    for (const one of render(staying.slice(next), at, this.source.length)) segments.push(one);
    segments.push({ text: suffix, origin: undefined });
    return this.assemble(segments);
  }

  private assemble(segments: Segment[]): { code: string; mapping: Mapping } {
    let code = '';
    const pieces: Piece[] = [];
    for (const segment of segments) {
      const isNew = 'text' in segment;
      const text = isNew ? segment.text : this.source.slice(segment.start, segment.end);
      if (text === '') continue;
      pieces.push({
        generated: code.length,
        length: text.length,
        original: isNew ? segment.origin : segment.start,
        isNew
      });
      code += text;
    }
    let generatedLines: number[] | undefined;
    let sourceLines: number[] | undefined;
    const mapping: Mapping = position => {
      generatedLines ??= lineStarts(code);
      sourceLines ??= lineStarts(this.source);
      const start = generatedLines[position.line];
      if (start === undefined) return undefined;
      const original = originalOffset(pieces, start + position.column);
      return original === undefined ? undefined : positionAt(sourceLines, original);
    };
    return { code, mapping };
  }
}

/** The start of each line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

export function positionAt(starts: readonly number[], offset: number): Position {
  const line = lastAtMost(starts, offset);
  return { line, column: offset - (starts[line] ?? 0) };
}

/** The index of the last of the rising numbers that is at most `limit`, or 0. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Source and new text of a range. An edit inside an earlier, longer one is void. */
function render(edits: readonly Edit[], from: number, to: number): Segment[] {
  const segments: Segment[] = [];
  let at = from;
  for (const edit of edits) {
    if (edit.start < at) continue;
    if (edit.start > at) segments.push({ start: at, end: edit.start });
    segments.push({ text: edit.text, origin: edit.start });
    at = edit.end;
  }
  if (at < to) segments.push({ start: at, end: to });
  return segments;
}

interface Piece {
  generated: number;
  length: number;
  original: number | undefined;
  isNew: boolean;
}

/** All of a new text stands for the place it was put at. */
function originalOffset(pieces: readonly Piece[], offset: number): number | undefined {
  const piece = pieces.findLast(one => one.generated <= offset);
  if (piece?.original === undefined) return undefined;
  return piece.isNew ? piece.original : piece.original + Math.min(offset - piece.generated, piece.length);
}

function blanks(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}
