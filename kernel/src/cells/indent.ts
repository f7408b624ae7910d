/** How deep the line after an unfinished text begins. Such a text has no syntax tree, so its brackets are counted here. */

export function nextIndent(source: string): string {
  const { text, opened, inside } = scan(source.trimEnd());
  // A template's text and a comment are the author's own.
  if (inside) return '';
  const line = text.split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const deeper = opened || wantsBody.test(line.trim());
  if (!deeper) return indent;
  return indent + (indent.includes('\t') ? '\t' : '  ');
}

/** The head of a statement, of an arrow function or of a case, without what belongs to it. */
const wantsBody =
  /^(?:\}\s*)?(?:else\s+)?(?:if|for(?:\s+await)?|while|with)\s*\(.*\)$|(?:^|[}\s])(?:else|do|try|finally)$|=>$|^(?:case\b.*|default\s*):$/;

interface Scan {
  /** The text without its comments, its strings emptied. */
  text: string;
  /** A bracket of the last line is open. */
  opened: boolean;
  /** The end lies in a template's text or in a comment. */
  inside: boolean;
}

function scan(source: string): Scan {
  let text = '';
  /** The open brackets and templates, each with its line. */
  const open: { kind: string; line: number }[] = [];
  let line = 0;
  let at = 0;
  const ended = (inside: boolean): Scan => ({ text, opened: open.some(one => one.line === line), inside });
  while (at < source.length) {
    const rest = source.slice(at, at + 2);
    const character = source[at] ?? '';
    if (open.at(-1)?.kind === '`') {
      if (character === '\\') at += 2;
      else if (character === '`' || rest === '${') {
        if (character === '`') open.pop();
        else open.push({ kind: '${', line });
        at += character === '`' ? 1 : 2;
      } else {
        if (character === '\n') line++;
        at++;
      }
      continue;
    }
    if (rest === '//') {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (rest === '/*') {
      const end = source.indexOf('*/', at + 2);
      if (end < 0) return ended(true);
      line += source.slice(at, end).split('\n').length - 1;
      at = end + 2;
    } else if (character === '"' || character === "'") {
      at = afterQuote(source, at);
      text += '""';
    } else if (character === '/' && beginsPattern.test(text.slice(-40))) {
      at = afterPattern(source, at);
      text += '""';
    } else {
      if (character === '\n') line++;
      else if ('([{`'.includes(character)) open.push({ kind: character, line });
      else if (')]}'.includes(character)) open.pop();
      text += character;
      at++;
    }
  }
  return ended(open.at(-1)?.kind === '`');
}

/** A slash after an operator, a bracket or nothing begins a pattern; after a value it divides. */
const beginsPattern = /(?:^|[=(,[{:;!&|?+\-*%<>~^\n])\s*$|\breturn\s*$/;

function afterQuote(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === source[start] || source[at] === '\n') return at + 1;
  }
  return source.length;
}

function afterPattern(source: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < source.length && source[at] !== '\n'; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '[') inClass = true;
    else if (source[at] === ']') inClass = false;
    else if (source[at] === '/' && !inClass) return at + 1;
  }
  return start + 1;
}
