/** The GPUs of this machine that jobs may be given, by the numbers that nvidia-smi and CUDA_VISIBLE_DEVICES call them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Prints a line with number and uuid for each GPU; rejects where there is no nvidia-smi. */
export type ListGpus = () => Promise<string>;

/** Milliseconds for which the list is good: a GPU may be plugged in, or its driver loaded, while a service runs. */
const good = 60_000;

let known: { at: number; names: Promise<string[]> } | undefined;

/** Empty where there are none. What this process was told to leave alone is not given away. */
export function localGpus(): Promise<string[]> {
  if (!known || Date.now() - known.at > good)
    known = { at: Date.now(), names: gpuNames(nvidiaSmi, process.env['CUDA_VISIBLE_DEVICES']) };
  return known.names;
}

/** @param visible as CUDA_VISIBLE_DEVICES has it: numbers or beginnings of uuids; all when absent */
export async function gpuNames(list: ListGpus, visible?: string): Promise<string[]> {
  const text = await list().catch(() => ''); // no nvidia-smi, no driver: none to give
  const gpus = text
    .split('\n')
    .map(line => line.split(',').map(field => field.trim()))
    .filter(([index = '']) => /^\d+$/.test(index));
  const allowed = visible?.split(',').map(name => name.trim());
  return gpus
    .filter(([index, uuid = '']) =>
      allowed ? allowed.some(name => name === index || (name !== '' && uuid.startsWith(name))) : true
    )
    .map(([index = '']) => index);
}

const nvidiaSmi: ListGpus = async () => {
  const args = ['--query-gpu=index,uuid', '--format=csv,noheader'];
  return (await promisify(execFile)('nvidia-smi', args, { timeout: 10_000 })).stdout;
};
