/** Has Node write down what ends it, such as a full heap: its last words on stderr are read by nobody. */
import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import process from 'node:process';
import { lifeFiles } from '../channel/life-files.js';

export function reportFatalErrors(connectionFile: string): void {
  const { report } = lifeFiles(connectionFile);
  try {
    // Reports of older versions hold the environment: nobody else may read it.
    writeFileSync(report, '', { mode: 0o600 });
  } catch {
    // The folder cannot be written: the next kernel will know less.
    return;
  }
  Object.assign(process.report, {
    reportOnFatalError: true,
    directory: dirname(report),
    filename: basename(report),
    compact: true,
    excludeNetwork: true,
    excludeEnv: true
  });
}
