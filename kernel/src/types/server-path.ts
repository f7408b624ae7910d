/** Where TypeScript 7 lies: the language server, and beside it the declarations it knows. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SondeError } from '@sonde/schema/error';

/** The native binary: its package ships it, so there is no second Node process between us and it. */
export function serverPath(): string {
  const require = createRequire(import.meta.url);
  const typescript = createRequire(require.resolve('typescript7/package.json'));
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    const folder = dirname(typescript.resolve(`${platform}/package.json`));
    const path = join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    if (existsSync(path)) return path;
  } catch {
    // Said below, for both ways of missing it.
  }
  throw new SondeError(
    'language-server',
    `TypeScript's language server for this machine (${platform}) is not installed`,
    {
      hint: 'Install the packages again without --no-optional. Cells run without it, unchecked and without completions.'
    }
  );
}
