/** Static imports as dynamic ones, which assign to the names of the notebook. */
import { cellRuntime as runtimeName } from '@sonde/schema/display';
import type { Edits } from './edits.js';
import { nameOf, nodes, type Node } from './nodes.js';

export function rewriteImport(node: Node, source: string, edits: Edits, used: ReadonlySet<string>): void {
  const specifiers = nodes(node.specifiers).filter(one => one.importKind !== 'type');
  const namespace = specifiers.find(one => one.type === 'ImportNamespaceSpecifier');
  const names = specifiers.filter(one => one !== namespace);
  const imported = (one: Node) => (one.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(one.imported));
  // A name that this cell uses must be there; one that it does not may be a type (only the checker knows).
  const wanted = names.filter(one => used.has(nameOf(one.local))).map(imported);
  const call = importCall(node, wanted);
  const fields = names.map(one => `${JSON.stringify(imported(one))}:${nameOf(one.local)}`).join(',');
  const parts: string[] = [];
  if (namespace) parts.push(`${nameOf(namespace.local)} = ${call}`);
  if (names.length > 0) parts.push(`{${fields}} = ${namespace ? nameOf(namespace.local) : call}`);
  replaceKeepingLines(node, parts.length === 0 ? call : `void (${parts.join(', ')})`, source, edits);
}

export function importCall(node: Node, wanted: readonly string[]): string {
  const specifier = JSON.stringify((node.source as Node).value);
  const attributes = Object.fromEntries(
    nodes(node.attributes).map(one => [nameOf(one.key), nameOf(one.value)])
  );
  const options = Object.keys(attributes).length > 0 ? JSON.stringify({ with: attributes }) : 'undefined';
  return `await ${runtimeName}.import(${specifier}, ${options}, ${JSON.stringify(wanted)})`;
}

export function replaceKeepingLines(node: Node, text: string, source: string, edits: Edits): void {
  const lines = source.slice(node.start, node.end).split('\n').length - 1;
  edits.replace(node.start, node.end, `${text};${'\n'.repeat(lines)}`);
}
