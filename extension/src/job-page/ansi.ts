/** Lines with terminal escape sequences as pieces of styled text. Colours are kept, all other sequences dropped. */

export interface Piece {
  text: string;
  /** A CSS class per property, e.g. "sonde-ansi-red", "sonde-ansi-bold". */
  classes: readonly string[];
  /** A colour beyond the sixteen that have classes. */
  colour?: string;
  background?: string;
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
/** CSI, then OSC to its end (links, titles), then any two-byte sequence. */
// eslint-disable-next-line no-control-regex
const escape = /\x1b\[([0-9;:?]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[0-~]/g;

interface Style {
  marks: ReadonlySet<string>;
  fore?: string;
  back?: string;
  colour?: string;
  background?: string;
}

/** @param longest characters of what is seen after which a line is cut */
export function readAnsi(line: string, longest = Infinity): Piece[] {
  const seen = lastWritten(line);
  const shown = seen.length > longest ? `${seen.slice(0, longest)} …` : seen;
  if (!shown.includes('\x1b')) return shown === '' ? [] : [{ text: shown, classes: [] }];
  const pieces: Piece[] = [];
  let style: Style = { marks: new Set() };
  let from = 0;
  const push = (text: string) => text !== '' && pieces.push(pieceOf(text, style));
  for (const match of shown.matchAll(escape)) {
    push(shown.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') style = styled(style, match[1] ?? '');
  }
  push(shown.slice(from));
  return pieces;
}

/** The text alone. */
export function withoutAnsi(line: string): string {
  return lastWritten(line).replace(escape, '');
}

/** A carriage return begins the line anew, as progress bars do: what was written last is seen. */
function lastWritten(line: string): string {
  const text = line.replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}

function pieceOf(text: string, { marks, fore, back, colour, background }: Style): Piece {
  return {
    text,
    classes: [
      ...[...marks].map(mark => `sonde-ansi-${mark}`),
      ...(fore === undefined ? [] : [`sonde-ansi-${fore}`]),
      ...(back === undefined ? [] : [`sonde-ansi-on-${back}`])
    ],
    ...(colour !== undefined && { colour }),
    ...(background !== undefined && { background })
  };
}

const marks: Record<number, string> = { 1: 'bold', 2: 'faint', 3: 'italic', 4: 'underline', 9: 'struck' };
const unmarks: Record<number, string[]> = {
  22: ['bold', 'faint'],
  23: ['italic'],
  24: ['underline'],
  29: ['struck']
};

/** ECMA-48 §8.3.117, "select graphic rendition". */
function styled(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number);
  let style: Style = { ...before, marks: new Set(before.marks) };
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    const mark = marks[code];
    if (code === 0) style = { marks: new Set() };
    else if (mark !== undefined) style.marks = new Set([...style.marks, mark]);
    else if (unmarks[code])
      style.marks = new Set([...style.marks].filter(one => !unmarks[code]?.includes(one)));
    else if (code === 38 || code === 48) {
      const { name, rgb, used } = extended(codes.slice(i + 1));
      if (code === 38) style = { ...style, fore: name, colour: rgb };
      else style = { ...style, back: name, background: rgb };
      i += used;
    } else if (code === 39) style = { ...style, fore: undefined, colour: undefined };
    else if (code === 49) style = { ...style, back: undefined, background: undefined };
    else if (inRange(code, 30)) style = { ...style, fore: names[code - 30], colour: undefined };
    else if (inRange(code, 90)) style = { ...style, fore: `bright-${names[code - 90]}`, colour: undefined };
    else if (inRange(code, 40)) style = { ...style, back: names[code - 40], background: undefined };
    else if (inRange(code, 100))
      style = { ...style, back: `bright-${names[code - 100]}`, background: undefined };
  }
  return style;
}

const inRange = (code: number, first: number) => code >= first && code < first + names.length;

/** What follows 38 and 48: one of 256 colours, or red, green and blue. */
function extended(codes: readonly number[]): { name?: string; rgb?: string; used: number } {
  const [mode, n = 0, green = 0, blue = 0] = codes;
  if (mode === 2) return { rgb: `rgb(${n}, ${green}, ${blue})`, used: 4 };
  if (mode !== 5) return { used: 1 };
  if (n < 8) return { name: names[n], used: 2 };
  if (n < 16) return { name: `bright-${names[n - 8]}`, used: 2 };
  if (n >= 232) {
    const grey = 8 + (n - 232) * 10;
    return { rgb: `rgb(${grey}, ${grey}, ${grey})`, used: 2 };
  }
  const level = (part: number) => (part === 0 ? 0 : 55 + part * 40);
  const cube = n - 16;
  const parts = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level);
  return { rgb: `rgb(${parts.join(', ')})`, used: 2 };
}
