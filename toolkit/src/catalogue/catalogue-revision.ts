/** A short text that changes whenever what the catalogue shows may have changed: for who asks often. It reads no card. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fullContext, type CatalogueContext } from './context.js';
import { findCode, type Place } from './find-modules.js';
import { openSource, type OpenSource } from './open-source.js';
import { cardFile } from './read-card.js';
import { isRemote, type Source } from './source.js';
import { sources } from './sources.js';

export async function catalogueRevision(
  from: readonly Source[] = sources(),
  context: CatalogueContext = {}
): Promise<string> {
  const full = fullContext(context);
  const open = await Promise.all(from.map(source => openSource(source, full)));
  const all = await Promise.all(open.map(stampOf));
  return createHash('sha256')
    .update(JSON.stringify([full.offline, all]))
    .digest('hex')
    .slice(0, 16);
}

/** What was fetched changes only with its state; the files of a folder change under our eyes. */
async function stampOf({ source, places, state }: OpenSource): Promise<unknown> {
  return [state, isRemote(source) ? [] : await Promise.all(places.map(changesOf))];
}

async function changesOf(place: Place): Promise<unknown> {
  const files = [join(place.folder, cardFile), await findCode(place)];
  const times = files.map(async path => path && (await stat(path).catch(() => undefined))?.mtimeMs);
  return [place.name, ...(await Promise.all(times))];
}
