/** Keeps how the panel was left (filter, grouping, folds, how far it was scrolled) from one visit to the next. */
import type { IStateDB } from '@jupyterlab/statedb';
import type { Grouping } from './layout.js';
import type { ChoiceMemory } from './panel.js';

const key = '@sonde/lab:jobs';

/** What an earlier version kept may have less. */
interface Kept {
  filter?: string;
  grouping?: Grouping;
  folded?: string[];
  scroll?: number;
}

export function rememberChoice(state: Pick<IStateDB, 'fetch' | 'save'> | null): ChoiceMemory {
  return {
    fetch: async () => {
      // A state that cannot be read is as good as none: the panel is for the jobs.
      const kept = (await state?.fetch(key).catch(() => undefined)) as Kept | undefined;
      if (!kept) return undefined;
      const { filter = '', grouping = 'none', folded = [], scroll = 0 } = kept;
      return { filter, grouping, folded: new Set(folded), scroll };
    },
    save: ({ filter, grouping, folded, scroll }) => {
      const kept: Required<Kept> = { filter, grouping, folded: [...folded], scroll };
      // The next visit begins afresh then; nobody is helped by hearing of it now.
      state?.save(key, { ...kept }).catch(() => undefined);
    }
  };
}
