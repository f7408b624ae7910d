/** A tensor as a MIME bundle: shape, range and first values; a matrix as a heat map. */
import { mime, type MimeBundle, type TensorView } from '@sonde/schema';
import { colours } from './colours.js';
import { formatValue } from './format-value.js';
import { framed } from './framed.js';
import { aligned, twin } from './short-text.js';
import { element, type Svg } from './svg.js';

export function tensorBundle(given: TensorView): MimeBundle {
  const view = { ...given, values: given.values.slice(0, mostValues) };
  return { [mime.tensor]: view, 'image/svg+xml': tensorSvg(view), 'text/plain': tensorText(view) };
}

const mostValues = 1000;

export function tensorSvg(view: TensorView): string {
  const parts: Svg[] = facts(view).map((line, index) =>
    element(
      'text',
      { y: 14 + index * 18, fill: colours.text, 'font-weight': index === 0 ? 600 : undefined },
      line
    )
  );
  let height = facts(view).length * 18 + 6;
  if (view.image) {
    const [rows = 1, columns = 1] = view.shape.slice(-2);
    const scale = Math.min(480 / Math.max(1, columns), 300 / Math.max(1, rows));
    const shown = { width: Math.max(8, columns * scale), height: Math.max(8, rows * scale) };
    parts.push(
      element('image', {
        href: view.image,
        y: height,
        ...shown,
        preserveAspectRatio: 'none',
        style: 'image-rendering: pixelated'
      })
    );
    height += shown.height + 8;
  }
  const lines = aligned(grid(view, 10, 8));
  lines.forEach((line, index) =>
    parts.push(
      element(
        'text',
        {
          y: height + 13 + index * 16,
          fill: colours.text,
          'font-family': 'ui-monospace, "DejaVu Sans Mono", monospace',
          'font-size': 11,
          'xml:space': 'preserve'
        },
        line
      )
    )
  );
  return framed(view, tensorText(view), { width: 520, height: height + lines.length * 16, parts });
}

export function tensorText(view: TensorView): string {
  return twin(view, [...facts(view), ...aligned(grid(view, 20, 10))]);
}

function facts({ shape, dtype, min, max, mean }: TensorView): string[] {
  return [
    `${dtype} [${shape.join(', ')}]`,
    `from ${formatValue(min)} to ${formatValue(max)}, mean ${formatValue(mean)}`
  ];
}

/** The first values as rows of the last axis, with "…" where there are more. */
function grid({ shape, values }: TensorView, mostRows: number, mostColumns: number): string[][] {
  const wide = Math.max(1, shape.at(-1) ?? values.length);
  const rows: string[][] = [];
  for (let start = 0; start < values.length && rows.length < mostRows; start += wide) {
    const row = values.slice(start, Math.min(start + wide, start + mostColumns)).map(formatValue);
    rows.push(wide > mostColumns ? [...row, '…'] : row);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  return count > rows.length * wide ? [...rows, ['…']] : rows;
}
