/** The kinds of jobs as people call them. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobKind } from '@sonde/schema';

export function kindName(kind: JobKind, trans: TranslationBundle): string {
  const names: Record<JobKind, string> = {
    train: trans.__('training'),
    predict: trans.__('prediction'),
    notebook: trans.__('notebook'),
    cell: trans.__('function of a cell'),
    command: trans.__('command')
  };
  // A newer service may know more kinds.
  return names[kind] ?? kind;
}
