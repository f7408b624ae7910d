/** `name?`, `a.b?`, `?name`: a cell that asks for help, as in IPython; `??` wants more than the summary. */
export interface HelpQuestion {
  code: string;
  offset: number;
  detail: 0 | 1;
}

export function helpQuestion(source: string): HelpQuestion | undefined {
  const match = /^\s*(?:(\?{1,2})\s*([\p{L}\p{N}$_.]+)|([\p{L}\p{N}$_.]+)\s*(\?{1,2}))\s*$/u.exec(source);
  if (!match) return undefined;
  const name = match[2] ?? match[3] ?? '';
  return { code: name, offset: name.length, detail: (match[1] ?? match[4]) === '??' ? 1 : 0 };
}
