/** What a prediction says, as JSON and as lines of a table. */

type Row = Record<string, string | number | boolean>;

/** More numbers than these are a picture or a signal: its size says enough. */
const mostNumbers = 10_000;

/** The output's own fields, without what belongs to the call (how long it took, on what). */
export function plainValue(output: unknown): unknown {
  const text = JSON.stringify(output, (key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const { length, constructor } = value as Uint8Array;
    return length <= mostNumbers ? Array.from(value as Uint8Array) : { type: constructor.name, length };
  });
  if (text === undefined) return null;
  const plain: unknown = JSON.parse(text);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return plain;
  return Object.fromEntries(Object.entries(plain).filter(([name]) => name !== 'ms' && name !== 'device'));
}

/** A line for each row, box, region or pose; of labels the likeliest; else one with the fields that are plain. */
export function flatRows(output: unknown): Row[] {
  const value = plainValue(output);
  if (typeof value !== 'object' || value === null) return isScalar(value) ? [{ value }] : [];
  const { labels, ...rest } = value as Record<string, unknown>;
  if (isList(labels)) return labels.slice(0, 1).map(scalars);
  const list = Array.isArray(value) ? value : Object.values(rest).find(isList);
  return isList(list) ? list.map(scalars) : [scalars(value as Record<string, unknown>)];
}

function scalars(value: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Row[string]] => isScalar(entry[1]))
  );
}

function isScalar(value: unknown): value is Row[string] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isList(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(one => typeof one === 'object' && one !== null && !Array.isArray(one))
  );
}
