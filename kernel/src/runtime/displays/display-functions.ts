/** `display.html` and its like: one function per kind of content, each with a twin in text. */
import type { MimeBundle } from '@sonde/schema/display';
import { boundedInspect } from './bounded-inspect.js';
import { escapeMarkup } from '@sonde/schema/markup';
import { imageOf, imageType } from './image-bundle.js';
import { jsonText } from './json-text.js';
import { htmlBundle, svgBundle } from './markup-bundle.js';
import { isObject } from './member.js';
import { plotlyBundle, vegaBundle, vegaOf } from './spec-bundle.js';
import { tableOf } from './table.js';
import { tableBundle } from './table-bundle.js';
import { usualSize, type TableSize } from './table-size.js';

export interface ShowOptions {
  /** Name under which the output can be updated. */
  id?: string;
  metadata?: Record<string, unknown>;
}

export interface ImageOptions extends ShowOptions {
  /** In CSS pixels. */
  width?: number;
  height?: number;
  /** What is to be seen, for those who do not see it. */
  alt?: string;
}

type Template = [TemplateStringsArray, ...unknown[]];

/** `show` sends a bundle; its answer is what each function answers. */
export function displayFunctions<T>(show: (bundle: MimeBundle, options: ShowOptions) => T) {
  const texts =
    (bundle: (text: string) => MimeBundle, name: string, escape: (text: string) => string = String) =>
    (...given: [string, ShowOptions?] | Template): T => {
      const [first] = given;
      if (typeof first === 'string') return show(bundle(first), (given[1] as ShowOptions | undefined) ?? {});
      if (!isTemplate(first)) throw wrong(name, 'a string', first);
      const [, ...values] = given as Template;
      return show(
        bundle(first.reduce((text, part, index) => text + escape(written(values[index - 1])) + part)),
        {}
      );
    };
  const image =
    (type: string, name: string) =>
    (bytes: string | ArrayBuffer | Uint8Array, { width, height, alt, ...options }: ImageOptions = {}): T => {
      const found = imageOf(type, bytesOf(bytes, name));
      const actual = imageType(bytesOf(bytes, name));
      if (actual && actual !== type)
        throw new TypeError(
          `display.${name} was given ${actual}: use display.${actual === 'image/svg+xml' ? 'svg' : actual.slice(6)}`
        );
      const size = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
      const metadata = { ...options.metadata, ...(Object.keys(size).length > 0 && { [type]: size }) };
      return show({ ...found, ...(alt !== undefined && { 'text/plain': alt }) }, { ...options, metadata });
    };
  /** As a front end will get it. */
  const json =
    (type: string, name: string) =>
    (value: unknown, options: ShowOptions = {}): T => {
      const text = jsonText(type, value);
      if (text === undefined) throw wrong(name, 'a value that JSON can hold', value);
      return show({ [type]: JSON.parse(text) as unknown, 'text/plain': boundedInspect(value) }, options);
    };
  const markdown = texts(text => ({ 'text/markdown': text, 'text/plain': text }), 'markdown');
  return {
    text: texts(text => ({ 'text/plain': text }), 'text'),
    html: texts(htmlBundle, 'html', escapeMarkup),
    markdown,
    md: markdown,
    latex: texts(text => ({ 'text/latex': text, 'text/plain': text }), 'latex'),
    svg: texts(svgBundle, 'svg', escapeMarkup),
    javascript: texts(
      text => ({ 'application/javascript': text, 'text/plain': '<JavaScript that runs in the page>' }),
      'javascript'
    ),
    png: image('image/png', 'png'),
    jpeg: image('image/jpeg', 'jpeg'),
    gif: image('image/gif', 'gif'),
    webp: image('image/webp', 'webp'),
    json: json('application/json', 'json'),
    geojson: json('application/geo+json', 'geojson'),
    vegalite: (spec: object, options: ShowOptions = {}): T =>
      show(vegaBundle(spec) ?? vegaOf('vegalite', 5, object(spec, 'vegalite')), options),
    vega: (spec: object, options: ShowOptions = {}): T =>
      show(vegaBundle(spec) ?? vegaOf('vega', 5, object(spec, 'vega')), options),
    plotly: (figure: Record<string, unknown>, options: ShowOptions = {}): T => {
      const bundle = plotlyBundle({ layout: {}, ...object(figure, 'plotly') });
      if (!bundle) throw wrong('plotly', 'a figure with data (a list of traces) and layout', figure);
      return show(bundle, options);
    },
    table: (value: unknown, { rows, columns, ...options }: ShowOptions & Partial<TableSize> = {}): T => {
      const table = tableOf(value, { mostly: false });
      if (!table) throw wrong('table', 'a list of objects, a data frame, or {columns, data}', value);
      const size = { rows: rows ?? usualSize.rows, columns: columns ?? usualSize.columns };
      for (const [name, number] of Object.entries(size))
        if (!(number >= 1)) throw wrong('table', `${name} of at least 1`, number);
      return show(tableBundle(table, size), options);
    }
  };
}

function isTemplate(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && 'raw' in value;
}

/** A value between the parts of a template. */
function written(value: unknown): string {
  return isObject(value) ? boundedInspect(value) : String(value);
}

function bytesOf(given: string | ArrayBuffer | Uint8Array, name: string): Uint8Array {
  if (typeof given === 'string') return Buffer.from(given, 'base64');
  if (given instanceof Uint8Array) return given;
  if (given instanceof ArrayBuffer) return new Uint8Array(given);
  throw wrong(name, 'bytes (Uint8Array, Buffer, ArrayBuffer) or base64 text', given);
}

function object<V>(value: V, name: string): V & object {
  if (!isObject(value)) throw wrong(name, 'an object', value);
  return value;
}

function wrong(name: string, wanted: string, value: unknown): TypeError {
  return new TypeError(`display.${name} wants ${wanted}, not ${boundedInspect(value).slice(0, 200)}`);
}
