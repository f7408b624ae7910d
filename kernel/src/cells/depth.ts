/** A guard before the parser: it is native code that recurses, and a cell nested without end would end the process. */

/** What the worker's stack (main.ts) holds, with room to spare. */
const deepest = 100_000;

/** Whether the brackets of a text, or the signs before a value, nest too deeply to be parsed. */
export function isTooDeep(source: string): boolean {
  if (source.length < deepest) return false;
  let depth = 0;
  let signs = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (character === '(' || character === '[' || character === '{') {
      if (++depth > deepest) return true;
    } else if (character === ')' || character === ']' || character === '}') {
      if (depth > 0) depth--;
    } else if (character === '!' || character === '~' || character === '+' || character === '-') {
      if (++signs > deepest) return true;
    } else if (character !== ' ' && character !== '\n') {
      signs = 0;
    }
  }
  return false;
}
