/** The nodes of a syntax tree. Apart from the parser, which a kernel that starts does not load. */

export interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** The nodes directly below a node, in source order of their keys. */
export function* children(node: Node): Generator<Node> {
  for (const key in node) {
    const value = node[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item;
    } else if (isNode(value)) {
      yield value;
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

export function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function nameOf(value: unknown): string {
  const node = value as { name?: string; value?: string } | null | undefined;
  return node?.name ?? node?.value ?? '';
}
