/** A confusion matrix as a MIME bundle: rows are true classes, columns predicted ones. */
import { mime, type ConfusionView, type MimeBundle } from '@sonde/schema';
import { colours, heat } from './colours.js';
import { formatShare } from './format-value.js';
import { element, picture, type Svg } from './svg.js';

export function confusionBundle(view: ConfusionView): MimeBundle {
  return { [mime.confusion]: view, 'image/svg+xml': confusionSvg(view), 'text/plain': confusionText(view) };
}

export function confusionSvg(view: ConfusionView): string {
  const cell = Math.max(22, Math.min(46, Math.round(420 / Math.max(1, view.labels.length))));
  const names = view.labels.map(label => (label.length > 18 ? `${label.slice(0, 17)}…` : label));
  const margin = 30 + Math.max(0, ...names.map(name => name.length)) * 6.6;
  const top = 56 + margin * 0.75;
  const size = {
    width: Math.max(360, margin + view.labels.length * cell + 40),
    height: top + view.labels.length * cell + 12
  };
  const parts: Svg[] = [
    element(
      'text',
      { x: 8, y: 18, fill: colours.text, 'font-size': 14, 'font-weight': 600 },
      view.title ?? 'Confusion matrix'
    ),
    element(
      'text',
      { x: 8, y: 36, fill: colours.text },
      `held-out accuracy ${formatShare(view.accuracy)} · rows true, columns predicted`
    )
  ];
  names.forEach((name, index) => {
    const middle = (index + 0.5) * cell + 4;
    parts.push(
      element('text', { x: margin - 8, y: top + middle, fill: colours.text, 'text-anchor': 'end' }, name),
      element(
        'text',
        { transform: `translate(${margin + middle}, ${top - 8}) rotate(-48)`, fill: colours.text },
        name
      )
    );
  });
  view.counts.forEach((counts, row) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    counts.forEach((count, column) => {
      const { ground, text } = heat(total === 0 ? 0 : count / total);
      const x = margin + column * cell;
      const y = top + row * cell;
      parts.push(
        element('rect', { x, y, width: cell - 1, height: cell - 1, fill: ground }),
        element(
          'text',
          { x: x + cell / 2, y: y + cell / 2 + 4, fill: text, 'text-anchor': 'middle', 'font-size': 11 },
          String(count)
        )
      );
    });
  });
  return picture(size, `Confusion matrix, accuracy ${formatShare(view.accuracy)}`, ...parts);
}

export function confusionText(view: ConfusionView): string {
  const width = Math.max(4, ...view.labels.map(label => label.length));
  const wide = Math.max(4, ...view.counts.flat().map(count => String(count).length)) + 1;
  const head = ' '.repeat(width) + view.labels.map(label => label.slice(0, wide - 1).padStart(wide)).join('');
  const rows = view.counts.map((counts, index) => {
    const cells = counts.map(count => String(count).padStart(wide)).join('');
    return `${(view.labels[index] ?? '').padEnd(width)}${cells}`;
  });
  const title = view.title ?? 'Confusion matrix';
  return [
    `${title}: accuracy ${formatShare(view.accuracy)} (rows true, columns predicted)`,
    head,
    ...rows
  ].join('\n');
}
