/** Writes SVG: elements from names, attributes and children, everything escaped. */
import { escapeMarkup } from '@sonde/schema/markup';

/** Markup that is safe to put inside another element. */
export interface Svg {
  readonly svg: string;
}

type Attributes = Record<string, string | number | undefined>;

/** An element. Children that are strings become text. */
export function element(name: string, attributes: Attributes, ...children: (Svg | string)[]): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${escapeMarkup(typeof value === 'number' ? short(value) : (value ?? ''))}"`
    );
  const inside = children.map(child => (typeof child === 'string' ? escapeMarkup(child) : child.svg));
  return { svg: `<${name}${written.join('')}>${inside.join('')}</${name}>` };
}

/** A whole picture with a transparent ground and a title for screen readers. */
export function picture(size: { width: number; height: number }, title: string, ...children: Svg[]): string {
  const { width, height } = size;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': title,
      'font-family': 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
      'font-size': 12
    },
    element('title', {}, title),
    ...children
  ).svg;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
