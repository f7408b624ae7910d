/** A field that the protocol says is text. Front ends that send something else get an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
