/** The cell that gives what a page of Lab or the service gave: both show it, so it is written in one place. */
import { takesPath } from './file-endings.js';
import type { PortInfo } from './module.js';
import type { PredictInput } from './service.js';

/** What of a module's input decides how a file is given to it. */
export type InputPort = Pick<PortInfo, 'type' | 'files'>;

/** TypeScript that loads `module` and predicts with it. */
export function predictCell(
  module: string,
  input: PredictInput,
  options: Record<string, unknown> = {},
  port?: InputPort
): string {
  return askCell('paths' in input ? 'predictAll' : 'predict', module, input, options, port);
}

/** TypeScript that loads `module` and asks why it answers as it does. */
export function whyCell(
  module: string,
  input: PredictInput,
  options: Record<string, unknown> = {},
  port?: InputPort
): string {
  return askCell('why', module, input, options, port);
}

/** TypeScript that loads `module` and trains it on `data`. */
export function trainCell(module: string, data: string, args: Record<string, unknown> = {}): string {
  const given = [literal(data), ...(Object.keys(args).length > 0 ? [literal(args)] : [])].join(', ');
  return `${loadLines(module)}\nconst run = await model.train(${given});\n`;
}

function askCell(
  ask: 'predict' | 'predictAll' | 'why',
  module: string,
  input: PredictInput,
  options: Record<string, unknown>,
  port: InputPort = { type: 'json' }
): string {
  const first = argument(input, port);
  const given = [first, ...(Object.keys(options).length > 0 ? [literal(options)] : [])].join(', ');
  const names = first.includes('await readText(') && !('value' in input) ? ['load', 'readText'] : ['load'];
  return `${loadLines(module, names)}\nawait model.${ask}(${given});\n`;
}

function loadLines(module: string, names: readonly string[] = ['load']): string {
  return `import { ${names.join(', ')} } from 'sonde';\n\nconst model = await load(${literal(module)});`;
}

function argument(input: PredictInput, port: InputPort): string {
  if ('path' in input) return fileArgument(input.path, port);
  if ('paths' in input) {
    return input.paths.every(path => takesPath(port, path))
      ? literal(input.paths)
      : `[\n${input.paths.map(path => `  ${fileArgument(path, port)}`).join(',\n')}\n]`;
  }
  if ('example' in input) return `model.example(${input.example})`;
  return literal(input.value);
}

function fileArgument(path: string, port: InputPort): string {
  return takesPath(port, path) ? literal(path) : `await readText(${literal(path)})`;
}

/** A JSON value as a person would write it: short things on one line, single quotes, bare names. */
export function literal(value: unknown, indent = ''): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'];
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map(item => literal(item, inner))
    : Object.entries(value).map(([name, item]) => `${nameOf(name)}: ${literal(item, inner)}`);
  if (parts.length === 0) return Array.isArray(value) ? '[]' : '{}';
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length <= 80 && !line.includes('\n')) return line;
  return `${open.trim()}\n${parts.map(part => inner + part).join(',\n')}\n${indent}${close.trim()}`;
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** JSON's escapes are JavaScript's; only the quotes differ. */
function quoted(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inside}'`;
}
