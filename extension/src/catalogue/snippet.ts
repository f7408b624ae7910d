/** The lines of TypeScript that use a module, ready to be pasted into a cell. */
import type { ModuleAnswer, ModuleInfo, PortInfo, ValueType } from '@sonde/schema';

/** What the snippet of a module needs to be known. */
export type Snippable =
  | ({ kind: 'module'; input: Pick<PortInfo, 'type'> } & Pick<ModuleInfo, 'name' | 'examples'>)
  | Pick<Extract<ModuleAnswer, { kind: 'container' }>, 'kind' | 'name'>;

/** Uses the module's own example where it has one, so that the snippet runs as it stands. */
export function snippet(module: Snippable): string {
  const last = module.kind === 'container' ? 'model' : `await model.predict(${inputOf(module)})`;
  return [
    `import { load } from 'sonde';`,
    '',
    `const model = await load(${quote(module.name)});`,
    last,
    ''
  ].join('\n');
}

function inputOf({ examples, input }: Extract<Snippable, { kind: 'module' }>): string {
  const example = examples[0]?.input;
  return example === undefined ? (placeholders[input.type] ?? '{}') : quote(example);
}

const placeholders: Partial<Record<ValueType, string>> = {
  image: "'photo.jpg'",
  audio: "'sound.wav'",
  table: "'data.csv'",
  series: "'data.csv'",
  text: "'some text'",
  tensor: '[]'
};

function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
}
