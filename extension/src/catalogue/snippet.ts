/** The lines of TypeScript that use a module, ready to be pasted into a cell. */
import type { ModuleInfo } from '@sonde/schema';

/** Uses the module's own example where it has one, so that the snippet runs as it stands. */
export function snippet(module: Pick<ModuleInfo, 'name' | 'input' | 'examples'>): string {
  const example = module.examples[0]?.input;
  const input = example === undefined ? placeholder(module.input.type) : quote(example);
  return [
    `import { load } from 'sonde';`,
    '',
    `const model = await load(${quote(module.name)});`,
    `await model.predict(${input})`,
    ''
  ].join('\n');
}

function placeholder(type: ModuleInfo['input']['type']): string {
  switch (type) {
    case 'image':
      return `'photo.jpg'`;
    case 'table':
      return `'data.csv'`;
    case 'text':
      return `'some text'`;
    case 'row':
    case 'json':
    case 'labels':
      return '{}';
    case 'tensor':
      return '[]';
  }
}

function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
}
