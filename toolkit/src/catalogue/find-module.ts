/** Finds one module by name, over all sources, and says which names are near when there is none. */
import { SondeError } from '@sonde/schema';
import { nearest } from '../modules/nearest.js';
import { findModules, type Place } from './find-modules.js';
import { openModule, type Opened } from './read-entry.js';
import { sources, type Source } from './sources.js';

/** The module called `wanted`: `name` or `name@version`. The first source that has it wins. */
export async function findModule(wanted: string, from: readonly Source[] = sources()): Promise<Opened> {
  if (typeof wanted !== 'string' || wanted === '') {
    throw new SondeError(
      'module-unknown',
      `The name of a module was wanted, not ${JSON.stringify(wanted) ?? 'nothing'}`,
      {
        hint: "Write load('image-classification'), or catalogue.list() to see what there is."
      }
    );
  }
  const at = wanted.lastIndexOf('@');
  const [name, version] = at > 0 ? [wanted.slice(0, at), wanted.slice(at + 1)] : [wanted, undefined];
  const places = (await Promise.all(from.map(tryFind))).flat();
  const place = places.find(one => one.name === name);
  if (!place) throw unknownModule(name, places);
  const opened = await openModule(place).catch((cause: unknown) => {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new SondeError('module-broken', `Cannot load "${name}": ${problem}`, {
      hint: (cause as { hint?: string }).hint,
      cause
    });
  });
  if (version !== undefined && version !== opened.info.version) {
    throw new SondeError(
      'version-unknown',
      `"${name}" is here in version ${opened.info.version}, ${version} was asked for`,
      {
        hint: `Write load('${name}') or load('${name}@${opened.info.version}').`
      }
    );
  }
  return opened;
}

/** A source that cannot be read hides its own modules only; the catalogue shows what is wrong with it. */
function tryFind(source: Source): Promise<Place[]> {
  return findModules(source).catch(() => []);
}

function unknownModule(name: string, places: readonly Place[]): SondeError {
  const names = [...new Set(places.map(place => place.name))];
  const near = nearest(name, names);
  return new SondeError('module-unknown', `There is no module called "${name}"`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.map(one => `"${one}"`).join(' or ')}?`
        : names.length > 0
          ? `There are: ${names.join(', ')}.`
          : 'No catalogue source has any module: has the set-up been run?'
  });
}
