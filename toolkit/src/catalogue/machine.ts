/** What this machine has that a module may ask for. Asked of the system, not guessed; an engine is looked for and not loaded. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';

export interface Gpu {
  name: string;
  memoryMB: number;
  /** NVIDIA's compute capability, e.g. 8.6. */
  capability: number;
}

export interface Machine {
  /** What this process may use, where a container limits it. */
  memoryMB: number;
  /** Free where weights are kept; undefined where that cannot be told. */
  freeMB: number | undefined;
  gpus: readonly Gpu[];
  /** E.g. "linux-x64". */
  platform: string;
  /** Whether ONNX Runtime is installed for this platform. */
  onnx: boolean;
  /** Whether there is a Docker Engine to be asked. */
  docker: boolean;
}

/** @param home where weights are kept */
export async function thisMachine(home: string): Promise<Machine> {
  gpus ??= nvidiaGpus();
  return {
    memoryMB: toMB(Math.min(totalmem(), process.constrainedMemory() || Infinity)),
    freeMB: await freeAt(home),
    gpus: await gpus,
    platform: `${process.platform}-${process.arch}`,
    onnx: (onnx ??= hasOnnx()),
    docker: process.env['DOCKER_HOST'] !== undefined || existsSync('/var/run/docker.sock')
  };
}

/** Cards do not come and go while a process runs. */
let gpus: Promise<readonly Gpu[]> | undefined;
let onnx: boolean | undefined;

function nvidiaGpus(): Promise<readonly Gpu[]> {
  const asked = ['--query-gpu=name,memory.total,compute_cap', '--format=csv,noheader,nounits'];
  return new Promise(resolve => {
    // Where there is no such command, or no driver below it, there is no card that could be used.
    const child = execFile('nvidia-smi', asked, { timeout: 5000 }, (error, stdout) =>
      resolve(error ? [] : readGpus(stdout))
    );
    child.unref();
  });
}

/** The lines of nvidia-smi's CSV. */
export function readGpus(csv: string): Gpu[] {
  return csv
    .split('\n')
    .map(line => line.split(',').map(cell => cell.trim()))
    .filter(([name, memory]) => name && Number(memory) > 0)
    .map(([name = '', memory, capability]) => ({
      name,
      memoryMB: Number(memory),
      capability: Number(capability) || 0
    }));
}

/** The home need not be there yet. */
async function freeAt(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return toMB(bavail * bsize);
  } catch {
    return dirname(folder) === folder ? undefined : freeAt(dirname(folder));
  }
}

/** Its package holds the native part for some platforms only. */
function hasOnnx(): boolean {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
    return existsSync(join(folder, 'bin', 'napi-v6', process.platform, process.arch));
  } catch {
    return false;
  }
}

function toMB(bytes: number): number {
  return Math.floor(bytes / 1e6);
}
