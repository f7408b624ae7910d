/** Which values are widgets, and how a widget is named on the wire. */

/** Every widget has this method; it says how other widgets refer to it. */
export const modelReference: unique symbol = Symbol.for('sonde.widget') as never;

export interface Referable {
  [modelReference](): string;
}

export function isWidget(value: unknown): value is Referable {
  return typeof value === 'object' && value !== null && modelReference in value;
}
