/** A text with marked parts as a MIME bundle: marks behind the words, their names in the colours' legend. */
import { mime, type MimeBundle, type SpansView } from '@sonde/schema';
import { colours, tintsOf } from './colours.js';
import { formatShare } from './format-value.js';
import { framed } from './framed.js';
import { cut, twin } from './short-text.js';
import { element, type Svg } from './svg.js';
import { columnsOf, wrapped, type Line } from './wrapped.js';

export function spansBundle(given: SpansView): MimeBundle {
  const text = given.text.slice(0, mostText);
  const spans = given.spans
    .map(({ score, weight, ...span }) => ({
      ...span,
      start: Math.max(0, span.start),
      end: Math.min(text.length, span.end),
      ...(Number.isFinite(score) && { score }),
      ...(Number.isFinite(weight) && { weight })
    }))
    .filter(({ start, end }) => start < end);
  const isCut = text.length < given.text.length;
  const more = isCut ? `the first ${mostText} of ${given.text.length} characters` : undefined;
  const footnote = [given.footnote, more].filter(Boolean).join(' · ');
  const view: SpansView = { ...given, text, spans, ...(footnote && { footnote }) };
  return { [mime.spans]: view, 'image/svg+xml': spansSvg(view), 'text/plain': spansText(view) };
}

const mostText = 20_000;
const mostLines = 60;
const columns = 84;
const columnWidth = 7.83;
const lineHeight = 22;

export function spansSvg(view: SpansView): string {
  const lines = wrapped(view.text, columns);
  const some = lines.slice(0, mostLines);
  const tint = tintsOf(view.spans.map(span => span.label ?? ''));
  const head = legend(view, tint);
  const top = head.height;
  const parts = [...head.parts];
  some.forEach((line, index) => {
    const y = top + index * lineHeight;
    parts.push(...marks(view.spans, line, y, tint), written(line.text, y));
  });
  if (lines.length > some.length) {
    const left = lines.length - some.length;
    parts.push(
      element('text', { y: top + some.length * lineHeight + 15, fill: colours.text }, `… ${left} more lines`)
    );
  }
  const height = top + (some.length + (lines.length > some.length ? 1 : 0)) * lineHeight;
  return framed(view, spansText(view), { width: columns * columnWidth, height, parts });
}

/** Labels, the text, then the marked parts. */
export function spansText(view: SpansView): string {
  const labels = (view.labels ?? []).map(({ label, probability }) => `${label} ${formatShare(probability)}`);
  const parts = view.spans.map(span => {
    const words = JSON.stringify(cut(view.text.slice(span.start, span.end), 60));
    const weight =
      span.weight === undefined ? '' : ` ${span.weight < 0 ? '−' : '+'}${Math.abs(span.weight).toFixed(2)}`;
    const score = span.score === undefined ? '' : ` ${formatShare(span.score)}`;
    return `  ${words}${span.label ? ` ${span.label}` : ''}${score}${weight}`;
  });
  return twin(view, [...labels, view.text.slice(0, 12_000), ...parts]);
}

function legend(view: SpansView, tint: (label: string) => string): { parts: readonly Svg[]; height: number } {
  const parts: Svg[] = [];
  let y = 14;
  const labels = (view.labels ?? []).slice(0, 3);
  if (labels.length > 0) {
    const words = labels.map(({ label, probability }) => `${cut(label, 24)} ${formatShare(probability)}`);
    parts.push(element('text', { y, fill: colours.text, 'font-weight': 600 }, words.join('   ')));
    y += 22;
  }
  const isWeighed = view.spans.some(span => span.weight !== undefined);
  const kinds = isWeighed
    ? [
        { text: `speaks for ${cut(view.labels?.[0]?.label ?? 'it', 24)}`, colour: colours.good },
        { text: 'speaks against', colour: colours.bad }
      ]
    : [...new Set(view.spans.flatMap(({ label }) => label ?? []))].map(text => ({
        text,
        colour: tint(text)
      }));
  let x = 0;
  for (const { text, colour } of kinds.slice(0, 12)) {
    const words = cut(text, 28);
    const wide = columnsOf(words) * 6.8 + 30;
    if (x > 0 && x + wide > columns * columnWidth) [x, y] = [0, y + 18];
    parts.push(
      element('rect', { x, y: y - 9, width: 10, height: 10, rx: 2, fill: colour }),
      element('text', { x: x + 15, y, fill: colours.text }, words)
    );
    x += wide;
  }
  return { parts, height: (kinds.length > 0 ? y + 22 : y) - 14 };
}

function marks(spans: SpansView['spans'], line: Line, y: number, tint: (label: string) => string): Svg[] {
  return spans.flatMap(({ start, end, label = '', weight }) => {
    const from = Math.max(start, line.start);
    const to = Math.min(end, line.start + line.text.length);
    if (from >= to) return [];
    const x = columnsOf(line.text.slice(0, from - line.start)) * columnWidth;
    const width = columnsOf(line.text.slice(from - line.start, to - line.start)) * columnWidth;
    const fill = weight === undefined ? tint(label) : weight < 0 ? colours.bad : colours.good;
    const opacity = weight === undefined ? 0.25 : 0.08 + 0.42 * Math.min(1, Math.abs(weight) || 0);
    return [
      element('rect', { x, y: y + 2, width, height: lineHeight - 4, rx: 2, fill, 'fill-opacity': opacity }),
      element('rect', { x, y: y + lineHeight - 4, width, height: 2, fill })
    ];
  });
}

function written(text: string, y: number): Svg {
  const font = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace';
  return element(
    'text',
    {
      y: y + 15,
      fill: colours.text,
      'font-family': font,
      'font-size': 13,
      'xml:space': 'preserve',
      // Marks stand behind their words whatever monospace font there is.
      textLength: text.trim() ? columnsOf(text) * columnWidth : undefined,
      lengthAdjust: 'spacingAndGlyphs'
    },
    text
  );
}
