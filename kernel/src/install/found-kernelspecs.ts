/** The kernelspecs of Sonde that lie in Jupyter's folders. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface Kernelspec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode: 'message' | 'signal';
  kernel_protocol_version: string;
  metadata: Record<string, unknown>;
  env?: Record<string, string>;
}

export interface FoundKernelspec {
  name: string;
  folder: string;
  /** As it lies there; undefined when it is no JSON object. */
  spec: Partial<Kernelspec> | undefined;
}

/** The kernelspec in a folder, or undefined where there is none. */
export async function readKernelspec(folder: string): Promise<FoundKernelspec | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, 'kernel.json'), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return { name: basename(folder), folder, spec: parse(text) };
}

/** Ours say so; those of the first versions start a program of ours in a way that nobody else has. */
export function isOurs(spec: Partial<Kernelspec> | undefined): boolean {
  if (!spec) return false;
  return spec.metadata?.['sonde'] !== undefined || startsUs(spec);
}

/** The program that the kernelspec starts, `main.js`. */
export function programOf(spec: Partial<Kernelspec>): string | undefined {
  const at = (spec.argv ?? []).indexOf('{connection_file}');
  return at > 0 ? spec.argv?.[at - 1] : undefined;
}

/** All of ours in these data folders of Jupyter, in the order in which Jupyter searches. */
export async function findKernelspecs(dataFolders: readonly string[]): Promise<FoundKernelspec[]> {
  const found: FoundKernelspec[] = [];
  for (const dataFolder of dataFolders) {
    const kernels = join(dataFolder, 'kernels');
    for (const name of (await namesIn(kernels)).sort()) {
      const one = await readKernelspec(join(kernels, name));
      if (one && isOurs(one.spec)) found.push(one);
    }
  }
  return found;
}

function startsUs(spec: Partial<Kernelspec>): boolean {
  const argv = spec.argv;
  return (
    Array.isArray(argv) &&
    argv[1] === '--no-force-async-hooks-checks' &&
    /[\\/]lib[\\/]main\.js$/.test(argv[2] ?? '')
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // Not everybody may look into every folder of the system.
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'EACCES') return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function parse(text: string): Partial<Kernelspec> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
