/** Makes the notebook that "Open notebook" opens for a module: its title, then the cells the module itself wrote. */
import type { Card } from '@sonde/schema';
import type { AnyModule } from '@sonde/toolkit';

/** nbformat 4.5, as far as we write it. */
export interface Notebook {
  nbformat: 4;
  nbformat_minor: 5;
  metadata: {
    kernelspec: { name: string; display_name: string; language: string };
    language_info: { name: string; file_extension: string; mimetype: string };
  };
  cells: Cell[];
}

type Cell =
  | { id: string; cell_type: 'markdown'; metadata: Record<string, never>; source: string }
  | {
      id: string;
      cell_type: 'code';
      metadata: Record<string, never>;
      source: string;
      execution_count: null;
      outputs: [];
    };

/** @param called what the module was asked for by: with its source, where another module has its name */
export function moduleNotebook(definition: AnyModule, card: Card, called: string): Notebook {
  const quoted = called.replaceAll(/['\\]/g, '\\$&');
  const load = (code: string) => code.replaceAll(`load('${definition.name}'`, `load('${quoted}'`);
  const title = { markdown: `# ${card.title}\n\n${card.summary}` };
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'sonde', display_name: 'TypeScript (Sonde)', language: 'typescript' },
      language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/x-typescript' }
    },
    cells: [title, ...definition.notebook]
      .flatMap(toCells)
      .map(cell => (cell.cell_type === 'code' ? { ...cell, source: load(cell.source) } : cell))
      .map((cell, index) => ({ id: `${definition.name}-${index}`.slice(-64), ...cell }))
  };
}

/** Text first, then code, where one entry has both. */
function toCells({
  markdown,
  code
}: {
  markdown?: string;
  code?: string;
}): (Cell extends infer C ? (C extends Cell ? Omit<C, 'id'> : never) : never)[] {
  return [
    ...(markdown === undefined ? [] : [{ cell_type: 'markdown' as const, metadata: {}, source: markdown }]),
    ...(code === undefined
      ? []
      : [
          { cell_type: 'code' as const, metadata: {}, source: code, execution_count: null, outputs: [] as [] }
        ])
  ];
}
