/** A cell's text, and where in it names are first mentioned: read once, however many functions ask. */
export class CellText {
  private mentions: Map<string, number> | undefined;

  constructor(readonly source: string) {}

  /** The offset of the first use of a name, not as a property; infinite for one that is not used. */
  firstMention(name: string): number {
    this.mentions ??= firstMentions(this.source);
    return this.mentions.get(name) ?? Infinity;
  }
}

function firstMentions(source: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const { 0: name, index } of source.matchAll(
    /(?<![\p{ID_Continue}$.])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu
  )) {
    if (!found.has(name)) found.set(name, index);
  }
  return found;
}
