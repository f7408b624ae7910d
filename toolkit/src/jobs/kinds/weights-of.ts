/** A module's published weights inside a job's own process; fetching them is progress of the job. */
import type { AnyModule } from '../../modules/define-module.js';
import { openWeights } from '../../weights/open-weights.js';
import type { RunningJob } from './kind.js';

/** Absolute path of the file that the definition names `path`. */
export function weightsOf(
  { stored, writer, signal }: RunningJob,
  { weights }: AnyModule,
  path: string
): Promise<string> {
  return openWeights(stored.folder ?? '', weights, path, {
    signal,
    report: (file, done) =>
      writer.write({
        kind: 'progress',
        done,
        total: file.bytes,
        unit: 'bytes',
        text: `Fetching ${file.path}`
      }),
    warn: text => writer.write({ kind: 'log', level: 'warn', text })
  });
}
