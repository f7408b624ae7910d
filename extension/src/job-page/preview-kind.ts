/** Which files can be looked into, and how; and the head of a table. */

export type PreviewKind = 'image' | 'table' | 'text';

const endings: Record<string, PreviewKind> = {
  ...of('image', 'png jpg jpeg webp gif avif svg'),
  ...of('table', 'csv tsv'),
  ...of('text', 'txt log md json ndjson yml yaml toml xml html py ts js r sh')
};
/** A larger picture would take the browser down before anybody sees it. */
const largestImage = 30e6;

export function previewKind(name: string, bytes: number): PreviewKind | undefined {
  const kind = endings[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''];
  return kind === 'image' && bytes > largestImage ? undefined : kind;
}

function of(kind: PreviewKind, names: string): Record<string, PreviewKind> {
  return Object.fromEntries(names.split(' ').map(name => [name, kind]));
}

/**
 * The first rows of a table (RFC 4180: quotes around a field, doubled within). `text` may end anywhere: its last line is
 * left out then.
 */
export function tableHead(
  text: string,
  { separator, whole, rows: most = 20 }: { separator: ',' | '\t'; whole: boolean; rows?: number }
): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endField = () => {
    row.push(field);
    field = '';
  };
  for (let i = 0; i < text.length && rows.length < most; i += 1) {
    const char = text[i]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === separator) endField();
    else if (char === '\n') {
      endField();
      rows.push(row);
      row = [];
    } else if (char !== '\r') field += char;
  }
  if (whole && rows.length < most && (field !== '' || row.length > 0)) {
    endField();
    rows.push(row);
  }
  return rows;
}
