/** What a job's GPUs do, as nvidia-smi tells it. Where there is no nvidia-smi, or none of them is the job's: undefined. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface GpuUse {
  /** How much of the time the GPUs computed: 1 is one GPU all the time. */
  gpus: number;
  gpuMemoryBytes: number;
  /** What there is. */
  of: { gpus: number; gpuMemoryBytes: number };
}

export interface GpuQuestion {
  pids: readonly number[];
  /** How many GPUs the job asked for. */
  wanted: number;
  /** CUDA_VISIBLE_DEVICES of the job. */
  visible?: string | undefined;
}

/** Runs nvidia-smi with these arguments; answers with what it prints. */
export type Smi = (args: readonly string[]) => Promise<string>;

interface Gpu {
  uuid: string;
  index: string;
  share: number;
  used: number;
  total: number;
}

export async function gpuUse(question: GpuQuestion, smi: Smi = nvidiaSmi): Promise<GpuUse | undefined> {
  const [cards, apps] = await Promise.all([
    smi(['--query-gpu=uuid,index,utilization.gpu,memory.used,memory.total', ...plain]),
    smi(['--query-compute-apps=pid,gpu_uuid', ...plain])
  ]);
  const mine = ownGpus(rows(cards).map(asGpu), rows(apps), question);
  if (mine.length === 0) return undefined;
  const sum = (value: (gpu: Gpu) => number): number => mine.reduce((all, gpu) => all + value(gpu), 0);
  return {
    gpus: Math.round(sum(gpu => gpu.share)) / 100,
    gpuMemoryBytes: sum(gpu => gpu.used) * mebibyte,
    of: { gpus: mine.length, gpuMemoryBytes: sum(gpu => gpu.total) * mebibyte }
  };
}

const plain = ['--format=csv,noheader,nounits'];
const mebibyte = 2 ** 20;

/** In a container process ids are others than nvidia-smi's; what it was given then is all there is to see. */
function ownGpus(gpus: Gpu[], apps: string[][], { pids, wanted, visible }: GpuQuestion): Gpu[] {
  if (visible !== undefined && visible !== '') {
    const names = visible.split(',').map(name => name.trim());
    return gpus.filter(({ uuid, index }) => names.some(name => name === index || uuid.startsWith(name)));
  }
  const used = new Set(apps.filter(([pid]) => pids.includes(Number(pid))).map(([, uuid]) => uuid));
  if (used.size > 0) return gpus.filter(({ uuid }) => used.has(uuid));
  return gpus.length === wanted ? gpus : [];
}

function rows(text: string): string[][] {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.map(line => line.split(',').map(field => field.trim()));
}

/** A card that does not tell a number says "[N/A]". */
function asGpu([uuid = '', index = '', ...told]: string[]): Gpu {
  const [share = 0, used = 0, total = 0] = told.map(field => Number(field) || 0);
  return { uuid, index, share, used, total };
}

const nvidiaSmi: Smi = async args =>
  (await promisify(execFile)('nvidia-smi', args, { timeout: 10_000 })).stdout;
