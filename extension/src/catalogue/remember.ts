/** Keeps what was chosen in the panel (words, filters, order, place in the list) over a reload of the page. */
import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { CatalogueChoice, CatalogueModel } from './model.js';

const key = 'sonde-catalogue:choice';
const quietMs = 300;

/** Restores what was kept, then keeps what changes. */
export async function remember(
  model: CatalogueModel,
  state: Pick<IStateDB, 'fetch' | 'save'>
): Promise<void> {
  const kept = await state.fetch(key);
  if (isChoice(kept)) model.restore(kept);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saved = JSON.stringify(model.choice);
  const save = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = JSON.stringify(model.choice);
      if (now === saved) return;
      saved = now;
      void state.save(key, JSON.parse(now) as ReadonlyPartialJSONObject);
    }, quietMs);
  };
  model.changed.connect(save);
  model.scrolled.connect(save);
}

function isChoice(value: unknown): value is Partial<CatalogueChoice> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
