/**
 * Weights are named by what is in them: a file is used only when its sha256 is the one its module states. One that is
 * not in the module's folder, or is not what it should be, is fetched where the module says from where.
 */
import { SondeError, type WeightFile } from '@sonde/schema';
import { insideFolder } from '../catalogue/inside-folder.js';
import { nearest } from '../modules/nearest.js';
import { changed } from './changed.js';
import { fetchedWeights, type FetchWeightsOptions } from './fetched-weights.js';
import { sumOf } from './sha256.js';

/** Absolute path of weight file `path` of the module in `folder`, once its content is known to be right. */
export async function openWeights(
  folder: string,
  files: readonly WeightFile[],
  path: string,
  options: FetchWeightsOptions = {}
): Promise<string> {
  const file = files.find(one => one.path === path);
  if (!file) {
    const near = nearest(
      path,
      files.map(one => one.path)
    );
    throw new SondeError('weights-unknown', `The module in ${folder} names no weight file "${path}"`, {
      hint: near.length > 0 ? `It names ${near.join(', ')}.` : undefined
    });
  }
  const absolute = await insideFolder(folder, path, 'The weight file');
  const found = await sumOf(absolute);
  if (found?.sha256 === file.sha256) return absolute;
  if (file.url !== undefined) {
    if (found) (options.warn ?? console.warn)(`${changed(absolute, file, found)}. Another copy is used.`);
    return fetchedWeights(file, file.url, options);
  }
  if (!found) {
    throw new SondeError('weights-missing', `Cannot read the weights ${absolute}: the file is not there`, {
      hint: `They ship with the module: ${again(absolute)} They come from ${file.origin}.`
    });
  }
  throw new SondeError('weights-changed', changed(absolute, file, found), {
    hint: `The file was changed or cut short. It ships with the module: ${again(absolute)}`
  });
}

/** How to get a file again that came with the code. */
function again(path: string): string {
  return `install it again (npm ci), or in a checkout: git checkout -- "${path}".`;
}
