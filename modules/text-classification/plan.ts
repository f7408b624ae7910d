/** Decides which column holds the texts and which the labels; or says why nothing can be learnt. */
import { SondeError } from '@sonde/schema';
import { didYouMean, readTable, type Table } from '@sonde/toolkit';
import type { TrainArgs } from './arguments.js';
import { textColumn } from './texts.js';

const mostLabels = 200;

export interface LabelledText {
  text: string;
  label: string;
}

export interface Plan {
  examples: LabelledText[];
  /** In order. */
  labels: string[];
  /** Name of the column of labels. */
  target: string;
  notes: string[];
  summary: string;
}

export type PlanArgs = Pick<TrainArgs, 'text' | 'label'>;

export async function planFor(data: string, args: PlanArgs, signal?: AbortSignal): Promise<Plan> {
  const table = await readTable(data, { signal });
  const names = table.columns.map(column => column.name);
  for (const name of [args.text, args.label]) if (name !== undefined) checkName(name, names, table);
  const text = args.text ?? textColumn(table);
  const target = args.label ?? names.filter(name => name !== text).at(-1);
  if (target === undefined || target === text) {
    throw new SondeError(
      'data-no-labels',
      `"${table.source}" has texts ("${text}") but no column of labels`,
      {
        hint: 'Add a column that says for each text what it is.'
      }
    );
  }
  const known = table.rows.filter(row => row[text] !== null && row[target] !== null);
  const examples = known.map(row => ({ text: String(row[text]), label: String(row[target]) }));
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  checkLabels(counts, target);
  const labels = [...counts.keys()].sort();
  const left = table.rows.length - known.length;
  const shown = labels.slice(0, 8).map(label => `${label} ${counts.get(label) ?? 0}`);
  const more = labels.length > 8 ? ` and ${labels.length - 8} more` : '';
  return {
    examples,
    labels,
    target,
    notes: left > 0 ? [`${left} rows have no "${text}" or no "${target}"; left out.`] : [],
    summary: `${examples.length} texts ("${text}") with ${labels.length} labels ("${target}"): ${shown.join(', ')}${more}`
  };
}

function checkName(name: string, names: string[], { source }: Table): void {
  if (names.includes(name)) return;
  throw new SondeError('column-unknown', `There is no column "${name}" in "${source}"`, {
    hint: `${didYouMean(name, names) ?? ''} Its columns are ${names.join(', ')}.`.trim()
  });
}

function checkLabels(counts: ReadonlyMap<string, number>, target: string): void {
  const [only] = counts.keys();
  if (counts.size < 2) {
    const what = only === undefined ? 'no label at all' : `only one label, "${only}"`;
    throw new SondeError('data-one-class', `The column "${target}" holds ${what}; two or more were wanted`, {
      hint: 'Add texts with other labels, or name another column with label.'
    });
  }
  if (counts.size > mostLabels) {
    throw new SondeError(
      'data-many-classes',
      `The column "${target}" holds ${counts.size} different labels; at most ${mostLabels} can be told apart`,
      { hint: 'Name another column with label.' }
    );
  }
  const rare = [...counts].filter(([, count]) => count < 2).map(([label]) => `"${label}"`);
  if (rare.length === 0) return;
  throw new SondeError(
    'data-few-rows',
    `The column "${target}" has labels with a single text: ${rare.slice(0, 5).join(', ')}`,
    { hint: 'Each label needs two texts or more: one to train on and one to hold out.' }
  );
}
