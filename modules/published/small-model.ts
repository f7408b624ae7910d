/** A published model as a training here writes it: three small files. What they hold, training/saved-model.ts says. */
import { dirname } from 'node:path';
import type { WeightFile } from '@sonde/schema';
import type { OpenContext } from '@sonde/toolkit';

const files = {
  model: { path: 'weights/model.json', format: 'sonde-model' },
  bin: { path: 'weights/weights.bin', format: 'raw float32' },
  labels: { path: 'weights/labels.json', format: 'json' }
} as const;

type Stated = Pick<WeightFile, 'sha256' | 'bytes'>;

/** The files, all of one licence and origin. */
export function smallModel({
  licence,
  origin,
  ...stated
}: Record<keyof typeof files, Stated> & Pick<WeightFile, 'licence' | 'origin'>): readonly WeightFile[] {
  return (['model', 'bin', 'labels'] as const).map(name => ({
    ...files[name],
    ...stated[name],
    licence,
    origin
  }));
}

/** Folder of a published model, its files checked. */
export async function publishedFolder(context: Pick<OpenContext, 'weights'>): Promise<string> {
  const paths = await Promise.all(Object.values(files).map(({ path }) => context.weights(path)));
  return dirname(paths[0] ?? '');
}
