/** What there is under which name, over all sources. */
import { SondeError } from '@sonde/schema';
import { containerEntry, containerInfo } from './container-entry.js';
import { machineOf, type FullContext } from './context.js';
import type { Machine } from './machine.js';
import { openSource, type OpenSource } from './open-source.js';
import { openPlace, type Opened, type OpenedContainer } from './read-entry.js';
import type { Source } from './source.js';

/** A module that could be meant; nothing of it is read yet. */
export interface Candidate {
  name: string;
  source: string;
  open(): Promise<Opened | OpenedContainer>;
}

/** Everything that has a name, in the order of the sources. */
export async function candidates(from: readonly Source[], context: FullContext): Promise<Candidate[]> {
  // A source that cannot be read hides its own modules only; the catalogue shows what is wrong with it.
  const open = await Promise.all(from.map(source => openSource(source, context)));
  const machine = await machineOf(context);
  return open.flatMap(one => inSource(one, machine));
}

function inSource({ source, places, listed }: OpenSource, machine: Machine): Candidate[] {
  return [
    ...places.map(place => ({
      name: place.name,
      source: source.name,
      open: () => openPlace(place, machine)
    })),
    ...listed.map(({ name, card, problem }) => ({
      name,
      source: source.name,
      open: (): Promise<OpenedContainer> =>
        card
          ? Promise.resolve({
              kind: 'container',
              info: containerInfo(containerEntry(name, source.name, card, machine))
            })
          : Promise.reject(new SondeError('module-broken', problem ?? 'It has no card'))
    }))
  ];
}

/** By its name, or by its source's and its own. */
export function isCalled(one: Candidate, name: string): boolean {
  return one.name === name || `${one.source}/${one.name}` === name;
}
