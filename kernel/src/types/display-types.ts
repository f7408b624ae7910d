/** What cells are told of `display`. */
export const displayTypes = `
type MimeBundle = Record<string, unknown>;
interface DisplayOptions {
  /** The value is a MIME bundle, whatever it looks like. */
  raw?: boolean;
  /** Name under which the output can be updated. */
  id?: string;
  /** Replace what was shown under \`id\`. */
  update?: boolean;
  metadata?: Record<string, unknown>;
}
interface DisplayHandle {
  readonly id: string;
  /** Shows another value in its place. */
  update(value: unknown, options?: { raw?: boolean; metadata?: Record<string, unknown> }): Promise<DisplayHandle>;
  /** Leaves the output in its place, empty. */
  clear(): Promise<DisplayHandle>;
}
interface DisplayContentOptions {
  /** Name under which the output can be updated. */
  id?: string;
  metadata?: Record<string, unknown>;
}
interface DisplayImageOptions extends DisplayContentOptions {
  /** In CSS pixels. */
  width?: number;
  height?: number;
  /** What is to be seen, for those who do not see it. */
  alt?: string;
}
/** A function of text, and a tag for template literals. */
interface DisplayText {
  (text: string, options?: DisplayContentOptions): Promise<DisplayHandle>;
  (parts: TemplateStringsArray, ...values: unknown[]): Promise<DisplayHandle>;
}
type DisplayImage = (
  /** Bytes, or their base64. */
  image: Uint8Array | ArrayBuffer | string,
  options?: DisplayImageOptions
) => Promise<DisplayHandle>;
/** Shows a value, or a MIME bundle, below the cell. */
declare function display(value: unknown, options?: DisplayOptions): Promise<DisplayHandle>;
declare namespace display {
  /** Clears the cell's output, at once or when the next output arrives. */
  function clear(options?: { wait?: boolean }): void;
  /** Opens the pager. */
  function page(data: MimeBundle | string): void;
  /** Writes a cell below this one, or in its place. */
  function nextCell(text: string, options?: { replace?: boolean }): void;
  /** A place for an output that changes: nothing is shown before its first \`update\`. */
  function handle(options?: { id?: string }): DisplayHandle;
  const text: DisplayText;
  /** HTML. In a template, values are escaped: \`display.html\\\`<b>\${value}</b>\\\`\`. */
  const html: DisplayText;
  const markdown: DisplayText;
  /** Markdown. */
  const md: DisplayText;
  const latex: DisplayText;
  /** An SVG picture. In a template, values are escaped. */
  const svg: DisplayText;
  /** JavaScript that runs in the page, in notebooks that are trusted. */
  const javascript: DisplayText;
  const png: DisplayImage;
  const jpeg: DisplayImage;
  const gif: DisplayImage;
  const webp: DisplayImage;
  /** As a tree that can be folded. */
  function json(value: unknown, options?: DisplayContentOptions): Promise<DisplayHandle>;
  /** On a map, where the front end has an extension for it. */
  function geojson(value: object, options?: DisplayContentOptions): Promise<DisplayHandle>;
  /** A Vega-Lite chart. */
  function vegalite(spec: object, options?: DisplayContentOptions): Promise<DisplayHandle>;
  /** A Vega chart. */
  function vega(spec: object, options?: DisplayContentOptions): Promise<DisplayHandle>;
  /** A Plotly figure, where the front end has an extension for it. */
  function plotly(figure: { data: object[]; layout?: object }, options?: DisplayContentOptions): Promise<DisplayHandle>;
  /** A table of objects, a data frame or {columns, data}: at most so many rows (20) and columns (24). */
  function table(value: unknown, options?: DisplayContentOptions & { rows?: number; columns?: number }): Promise<DisplayHandle>;
}`;
