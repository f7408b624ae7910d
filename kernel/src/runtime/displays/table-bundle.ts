/** A table as HTML and as aligned text: the first and last rows, and what there is of it. */
import type { MimeBundle } from '@sonde/schema/display';
import { alignedLines, type Side } from './aligned-text.js';
import { count } from './amounts.js';
import { cellText, oneLine } from './cell-text.js';
import { escapeMarkup } from '@sonde/schema/markup';
import type { Table } from './table.js';
import { ends, usualSize, type TableSize } from './table-size.js';

export function tableBundle(table: Table, size: Partial<TableSize> = {}): MimeBundle {
  const view = viewOf(table, { ...usualSize, ...size });
  return { 'text/html': html(view), 'text/plain': plain(view) };
}

/** What is drawn of a table. */
interface View {
  columns: { name: string; type: string; side: Side }[];
  rows: { label: string; cells: string[] }[];
  summary: string;
}

function viewOf(table: Table, size: TableSize): View {
  const { rowCount, columns: all } = table;
  const [head, tail] = ends(rowCount, size.rows);
  const [left, right] = ends(all.length, size.columns);
  const chosen = all.map((_, index) => index).filter(index => index < left || index >= all.length - right);
  const last = rowCount - tail;
  const values = [...table.rows(0, head), ...(tail > 0 ? table.rows(last, rowCount) : [])].map(row =>
    chosen.map(index => row[index])
  );
  const columns = chosen.map((index, place) => {
    const column = values.map(row => row[place]);
    return {
      name: oneLine(all[index]?.name ?? '', 60),
      type: oneLine(all[index]?.type ?? typesOf(column), 40),
      side: isNumeric(column) ? ('right' as const) : ('left' as const)
    };
  });
  const rows = values.map((row, index) => ({
    label: String(index < head ? index : last + index - head),
    cells: row.map(value => cellText(value))
  }));
  if (tail > 0) rows.splice(head, 0, { label: '…', cells: chosen.map(() => '…') });
  if (right > 0) {
    columns.splice(left, 0, { name: '…', type: '', side: 'left' });
    for (const { cells } of rows) cells.splice(left, 0, '…');
  }
  return { columns, rows, summary: `${count(rowCount, 'row')} × ${count(all.length, 'column')}` };
}

/** Styles that also untrusted notebooks keep; colours and lines are the front end's. */
function html({ columns, rows, summary }: View): string {
  const head = columns
    .map(
      ({ name, type, side }) =>
        `<th scope="col" style="text-align: ${side}; white-space: pre">${escapeMarkup(name)}` +
        `${type && `<br><small style="font-weight: normal">${escapeMarkup(type)}</small>`}</th>`
    )
    .join('');
  const body = rows
    .map(({ label, cells }) => {
      const written = cells
        .map((cell, index) => {
          const space = cell.length <= 40 ? '; white-space: pre' : '; min-width: 20em';
          return `<td style="text-align: ${columns[index]?.side ?? 'left'}${space}">${escapeMarkup(cell)}</td>`;
        })
        .join('');
      return `<tr><th scope="row" style="font-weight: normal">${label}</th>${written}</tr>`;
    })
    .join('');
  return (
    `<div style="overflow-x: auto"><table style="margin-left: 0"><thead><tr><td></td>${head}</tr></thead>` +
    `<tbody>${body}</tbody></table></div><div>${summary}</div>`
  );
}

function plain({ columns, rows, summary }: View): string {
  const short = (text: string) => oneLine(text, 40);
  const lines = alignedLines(
    [
      ['', ...columns.map(({ name }) => short(name))],
      ...rows.map(({ label, cells }) => [label, ...cells.map(short)])
    ],
    ['right', ...columns.map(({ side }) => side)]
  );
  return [...lines, summary].join('\n');
}

/** What the values are, where nobody has said it. */
function typesOf(values: readonly unknown[]): string {
  const names = new Set(values.filter(value => value !== null && value !== undefined).map(typeOf));
  return names.size > 2 ? 'mixed' : [...names].join(' | ');
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'object' || value === null) return typeof value;
  const name = (value.constructor as { name?: unknown } | undefined)?.name;
  return typeof name === 'string' && name !== 'Object' && name !== '' ? name : 'object';
}

function isNumeric(values: readonly unknown[]): boolean {
  const there = values.filter(value => value !== null && value !== undefined);
  return there.length > 0 && there.every(value => typeof value === 'number' || typeof value === 'bigint');
}
