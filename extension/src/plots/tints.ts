/** A colour of the theme for each name, in the order in which names first come; after nine they come again. */
export function tintsOf(names: readonly string[]): (name: string) => string {
  const order = new Map([...new Set(names)].map((name, index) => [name, index]));
  return name => `var(--sonde-tint-${(order.get(name) ?? 0) % 9})`;
}
