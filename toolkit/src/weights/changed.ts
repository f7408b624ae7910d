/** The sentence for weights that are not what they should be. */
import type { WeightFile } from '@sonde/schema';

/** Names both sums. */
export function changed(
  where: string,
  file: Pick<WeightFile, 'sha256' | 'bytes'>,
  found: { sha256: string; bytes: number }
): string {
  return (
    `The weights ${where} are not what their module states: sha256 is ${found.sha256}, ${file.sha256} was wanted ` +
    `(${found.bytes} bytes, ${file.bytes} were wanted)`
  );
}
