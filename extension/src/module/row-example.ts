/** The first row of a small CSV file, to fill a form with. Not for data: the service reads that. */

export type RowTexts = Record<string, string>;

export function firstRow(csv: string): RowTexts {
  const [header = [], values = []] = lines(csv.replace(/^\ufeff/, ''));
  return Object.fromEntries(header.map((name, i) => [name, values[i] ?? '']));
}

/** What the texts of a row mean: numbers where they look like numbers, null where the value is not known. */
export function rowValue(texts: Readonly<RowTexts>): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const trimmed = text.trim();
      if (unknown.has(trimmed.toLowerCase())) return [name, null];
      const number = Number(trimmed);
      return [name, Number.isFinite(number) ? number : text];
    })
  );
}

/** How tables say that a value is not known. */
const unknown = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?']);

/** The first two lines, cut into cells. */
function lines(csv: string): string[][] {
  const rows: string[][] = [[]];
  let rest = csv;
  while (rest !== '' && rows.length <= 2) {
    const [whole, quoted, bare = '', end = ''] = /^(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/.exec(rest) ?? [
      rest
    ];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare.trimEnd());
    rest = rest.slice(Math.max(whole.length, 1));
    if (end.endsWith('\n')) rows.push([]);
  }
  return rows.slice(0, 2);
}
