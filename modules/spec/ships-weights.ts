/** For the modules' specs: checks that the weight files in a folder are those that the module, and its card, name. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { WeightFile } from '@sonde/schema';
import type { AnyModule } from '@sonde/toolkit';

/** @param onCard whether the card must name a file's sha256 as well */
export function itShipsItsWeights(
  { weights }: Pick<AnyModule, 'weights'>,
  folder: string,
  { onCard = () => false }: { onCard?: (file: WeightFile) => boolean } = {}
): void {
  it.each(weights.map(file => [file.path, file] as const))('ships %s as it is stated', async (_, file) => {
    const bytes = await readFile(join(folder, file.path));
    expect(bytes.length).toBe(file.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    if (onCard(file)) expect(await readFile(join(folder, 'ai4-metadata.yml'), 'utf8')).toContain(file.sha256);
  });
}
