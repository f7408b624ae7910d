/** Rows with named columns as a MIME bundle: a table in HTML, its first rows as a picture, and text. */
import { mime, type MimeBundle, type TableView } from '@sonde/schema';
import { colours } from './colours.js';
import { escapeMarkup } from '@sonde/schema/markup';
import { formatValue } from './format-value.js';
import { framed } from './framed.js';
import { aligned, cut, twin } from './short-text.js';
import { element, type Svg } from './svg.js';

type Cell = TableView['rows'][number][number];

export function tableViewBundle(given: TableView): MimeBundle {
  const view: TableView = {
    ...given,
    rows: given.rows.slice(0, mostRows).map(row => row.map(sendable)),
    total: Math.max(given.total, given.rows.length)
  };
  return {
    [mime.table]: view,
    'text/html': tableHtml(view),
    'image/svg+xml': tableSvg(view),
    'text/plain': tableText(view)
  };
}

const mostRows = 200;

export function tableSvg(view: TableView): string {
  const head = view.columns.slice(0, 8).map(named);
  const rows = view.rows.slice(0, 20).map(row => head.map((_, column) => cut(written(row[column]), 28)));
  const widths = head.map((name, column) => {
    const longest = Math.max(
      ...[cut(name, 28), ...rows.map(row => row[column] ?? '')].map(text => text.length)
    );
    return longest * 6.9 + 18;
  });
  const parts: Svg[] = [];
  [head, ...rows].forEach((cells, line) => {
    let x = 0;
    const y = line * 22;
    cells.forEach((cell, column) => {
      const wide = widths[column] ?? 0;
      const isNumber = typeof view.rows[Math.max(0, line - 1)]?.[column] === 'number';
      parts.push(
        element(
          'text',
          {
            x: isNumber ? x + wide - 8 : x + 4,
            y: y + 15,
            fill: colours.text,
            'text-anchor': isNumber ? 'end' : undefined,
            'font-weight': line === 0 ? 600 : undefined
          },
          cut(cell, 28)
        )
      );
      x += wide;
    });
    const below = { x1: 0, x2: x, y1: y + 22, y2: y + 22 };
    parts.push(element('line', { ...below, stroke: colours.line, 'stroke-opacity': line === 0 ? 0.6 : 0.2 }));
  });
  const width = widths.reduce((sum, wide) => sum + wide, 0);
  const footnote = [leftOut(view, rows.length, head.length), view.footnote].filter(Boolean).join(' · ');
  return framed({ title: view.title, footnote }, cut(tableText(view), 600), {
    width,
    height: (rows.length + 1) * 22,
    parts
  });
}

/** Columns below each other; cells are cut, or one long text would push the others away. */
export function tableText(view: TableView): string {
  const rows = view.rows
    .slice(0, 50)
    .map(row => view.columns.map((_, column) => cut(written(row[column]), 40)));
  const lines = aligned([view.columns.map(named), ...rows]);
  const left = leftOut(view, rows.length, view.columns.length);
  return twin(view, [...lines, ...(left ? [left] : [])]);
}

function tableHtml(view: TableView): string {
  const head = view.columns.map(column => `<th scope="col">${escapeMarkup(named(column))}</th>`).join('');
  const body = view.rows.map(row => {
    const cells = view.columns.map((_, column) => {
      const value = row[column];
      const side = typeof value === 'number' ? 'right' : 'left';
      return `<td style="text-align: ${side}">${escapeMarkup(cut(written(value), 200))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const caption = view.title ? `<caption>${escapeMarkup(view.title)}</caption>` : '';
  const notes = [leftOut(view, view.rows.length, view.columns.length), view.footnote];
  const below = notes.flatMap(note => (note ? [`<p>${escapeMarkup(note)}</p>`] : [])).join('');
  return `<table>${caption}<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${below}`;
}

function leftOut({ total, columns }: TableView, rows: number, shownColumns: number): string {
  const parts = [
    ...(total > rows ? [`${total - rows} more rows`] : []),
    ...(columns.length > shownColumns ? [`${columns.length - shownColumns} more columns`] : [])
  ];
  return parts.join(', ');
}

function named({ name, unit }: TableView['columns'][number]): string {
  return unit ? `${name} (${unit})` : name;
}

function written(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? formatValue(value) : String(value);
}

/** JSON knows no NaN; long texts are for the code, not for the page. */
function sendable(value: Cell): Cell {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value === 'string' ? cut(value, 1000) : value;
}
