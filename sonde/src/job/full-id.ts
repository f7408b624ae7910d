/** Ids begin with the time and end with chance: whoever types one may give either end, as long as it is the only such. */
import { SondeError } from '@sonde/schema';

/** @param thing what the ids are of: "job" or "schedule" */
export function fullId(part: string, ids: readonly string[], thing: string): string {
  if (ids.includes(part)) return part;
  const fits = ids.filter(id => part !== '' && (id.startsWith(part) || id.endsWith(part)));
  const [first] = fits;
  if (first !== undefined && fits.length === 1) return first;
  if (first === undefined) {
    throw new SondeError(`${thing}-unknown`, `There is no ${thing} "${part}"`, {
      hint: `"sonde ${thing} list${thing === 'job' ? ' --all' : ''}" says what there is.`
    });
  }
  const some = fits.slice(0, 5).join(', ');
  throw new SondeError(`${thing}-unclear`, `"${part}" may be any of ${fits.length} ${thing}s: ${some}`, {
    hint: 'Give more of the id.'
  });
}
