/** Keeps how the panel was left (grouping and folds) from one visit to the next. */
import type { IStateDB } from '@jupyterlab/statedb';
import type { Grouping } from './layout.js';
import type { ChoiceMemory } from './panel.js';

const key = '@sonde/lab:jobs';

interface Kept {
  grouping: Grouping;
  folded: string[];
}

export function rememberChoice(state: IStateDB | null): ChoiceMemory {
  return {
    fetch: async () => {
      // A state that cannot be read is as good as none: the panel is for the jobs.
      const kept = (await state?.fetch(key).catch(() => undefined)) as Kept | undefined;
      return kept && { grouping: kept.grouping, folded: new Set(kept.folded) };
    },
    save: ({ grouping, folded }) => {
      const kept: Kept = { grouping, folded: [...folded] };
      // The next visit begins afresh then; nobody is helped by hearing of it now.
      state?.save(key, { ...kept }).catch(() => undefined);
    }
  };
}
