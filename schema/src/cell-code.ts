/** The cell that gives what a page of Lab or the service gave: both show it, so it is written in one place. */
import type { PredictInput } from './service.js';

/** TypeScript that loads `module` and predicts with it. */
export function predictCell(
  module: string,
  input: PredictInput,
  options: Record<string, unknown> = {}
): string {
  return askCell('paths' in input ? 'predictAll' : 'predict', module, input, options);
}

/** TypeScript that loads `module` and asks why it answers as it does. */
export function whyCell(module: string, input: PredictInput, options: Record<string, unknown> = {}): string {
  return askCell('why', module, input, options);
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
  options: Record<string, unknown>
): string {
  const given = [argument(input), ...(Object.keys(options).length > 0 ? [literal(options)] : [])].join(', ');
  return `${loadLines(module)}\nawait model.${ask}(${given});\n`;
}

function loadLines(module: string): string {
  return `import { load } from 'sonde';\n\nconst model = await load(${literal(module)});`;
}

function argument(input: PredictInput): string {
  if ('path' in input) return literal(input.path);
  if ('paths' in input) return literal(input.paths);
  if ('example' in input) return `model.example(${input.example})`;
  return literal(input.value);
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
