/** Objects as the rows of a table, with its twin in text. */
import type { MimeBundle } from '@sonde/schema';
import { escapeMarkup } from '@sonde/schema/markup';
import { formatValue } from './format-value.js';

/** A column per key that occurs, the first `most` rows. */
export function tableBundle(rows: readonly Record<string, unknown>[], most = 50): MimeBundle {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const cells = rows.slice(0, most).map(row => columns.map(column => written(row[column])));
  const left = rows.length - cells.length;
  const more = left > 0 ? `${left} more rows` : '';
  const head = columns.map(column => `<th scope="col">${escapeMarkup(column)}</th>`).join('');
  const body = cells
    .map(
      row => `<tr>${row.map(cell => `<td style="${short(cell)}">${escapeMarkup(cell)}</td>`).join('')}</tr>`
    )
    .join('');
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map(row => row[index]?.length ?? 0))
  );
  const lines = [columns, ...cells].map(row =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  );
  return {
    'text/html': `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${more && `<p>${more}</p>`}`,
    'text/plain': [...lines, ...(more ? [more] : [])].join('\n')
  };
}

/** Numbers stand right, words left; what is short (an id, a time) does not break. */
function short(cell: string): string {
  const side = /^-?[\d.]+(e[-+]?\d+)?$/.test(cell) ? 'right' : 'left';
  return `text-align: ${side}${cell.length <= 24 ? '; white-space: nowrap' : ''}`;
}

function written(value: unknown): string {
  if (typeof value === 'number') return formatValue(value);
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value);
}
