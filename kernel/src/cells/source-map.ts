/** Source maps (version 3, one source), read as the way back from generated text. */
import type { Position } from '@sonde/schema/editor';
import type { Mapping } from './edits.js';

/** A place in the source and where it is in the generated text. */
export interface Segment extends Position {
  /** Column in the generated line. */
  generated: number;
}

/** Reads the `mappings` of a source map (version 3, one source). */
export function mappingOf(mappings: string): Mapping {
  let lines: Segment[][] | undefined;
  return position => {
    lines ??= segmentsOf(mappings);
    const segments = lines[position.line] ?? [];
    const segment = segments.findLast(one => one.generated <= position.column) ?? segments[0];
    return (
      segment && {
        line: segment.line,
        column: segment.column + Math.max(0, position.column - segment.generated)
      }
    );
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The segments of each generated line. */
export function segmentsOf(mappings: string): Segment[][] {
  let line = 0;
  let column = 0;
  return mappings.split(';').map(text => {
    let generated = 0;
    const segments: Segment[] = [];
    for (const group of text ? text.split(',') : []) {
      const [dGenerated = 0, , dLine, dColumn] = variableLength(group);
      generated += dGenerated;
      if (dLine === undefined || dColumn === undefined) continue;
      line += dLine;
      column += dColumn;
      segments.push({ generated, line, column });
    }
    return segments;
  });
}

function variableLength(text: string): number[] {
  const values: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    values.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return values;
}
