/** `sonde kernel …`: the kernel's own command, for notebooks in which `import … from 'sonde'` works. */
import { fileURLToPath } from 'node:url';

/** What every notebook gets, installed beside it or not. */
export const notebookPackage = {
  provide: { sonde: fileURLToPath(new URL('..', import.meta.url)) },
  // Where the toolkit writes what the editor shall know of modules that are not built in (toolkit/src/jobs/home.ts).
  types: ['${SONDE_HOME:-${XDG_DATA_HOME:-${HOME}/.local/share}/sonde}/types/catalogue.d.ts']
};

/** Returns the exit code. */
export async function runKernelCommand(args: readonly string[]): Promise<number> {
  const { kernelCommand } = await import('@sonde/kernel/command');
  return kernelCommand(args, { program: 'sonde kernel', ...notebookPackage, variant: 'sonde' });
}
