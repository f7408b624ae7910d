/** Whether a machine has what a card asks for, and the sentence that says what it lacks. Pure. */
import type { Card, WeightFile } from '@sonde/schema';
import type { Gpu, Machine } from './machine.js';

export interface Needs {
  card: Pick<Card, 'resources'>;
  weights?: readonly Pick<WeightFile, 'format' | 'bytes'>[];
}

/** What `machine` lacks for predictions: "It needs a GPU with 8 GB; this machine has none". Undefined when it has all. */
export function whyNotHere(needs: Needs, machine: Machine): string | undefined {
  const lacks = lacksOf(needs, machine);
  if (lacks.length === 0) return undefined;
  return `It needs ${inWords(lacks.map(({ need }) => need))}; this machine has ${hasInWords(lacks)}`;
}

/** What a container needs, and what of that this machine lacks. */
export function containerNeeds(card: Needs['card'], machine: Machine): string {
  const engine: Lack[] = machine.docker ? [] : [{ need: 'a Docker Engine', has: 'no Docker Engine' }];
  const lacks = [...engine, ...lacksOf({ card }, machine)];
  const { gpu = 0, gpu_memory_MB: gpuMemory, memory_MB: memory } = inferenceOf(card);
  const needs = [
    'a Docker Engine',
    ...(gpu > 0 ? [gpuWords(gpu, gpuMemory)] : []),
    ...(memory ? [`${size(memory)} of memory`] : [])
  ];
  const has = lacks.length === 0 ? '' : `; this machine has ${hasInWords(lacks)}`;
  return `It needs ${inWords(needs)}${has}`;
}

/** Something that is needed, and what there is instead. */
interface Lack {
  need: string;
  has: string;
}

function lacksOf({ card, weights = [] }: Needs, machine: Machine): Lack[] {
  const { memory_MB: memory = 0, storage_MB: storage = 0 } = inferenceOf(card);
  const { memoryMB, freeMB = Infinity, platform } = machine;
  const lacks: Lack[] = [...gpuLack(card, machine)];
  if (memoryMB < tolerance * memory) {
    lacks.push({ need: `${size(memory)} of memory`, has: size(memoryMB) });
  }
  if (freeMB < storage) lacks.push({ need: `${size(storage)} of disk`, has: `${size(freeMB)} free` });
  if (weights.some(({ format }) => format === 'onnx') && !machine.onnx) {
    lacks.push({ need: 'ONNX Runtime', has: `none for ${platform}` });
  }
  return lacks;
}

function gpuLack(card: Needs['card'], { gpus }: Machine): Lack[] {
  const { gpu = 0, gpu_memory_MB: memory = 0, gpu_compute_capability: capability = 0 } = inferenceOf(card);
  // Memory of a card that is not asked for is a wish for the case that there is one.
  if (gpu === 0) return [];
  const fits = (one: Gpu) => one.memoryMB >= tolerance * memory && one.capability >= capability;
  if (gpus.filter(fits).length >= gpu) return [];
  const need = gpuWords(gpu, memory) + (capability ? ` of compute capability ${capability}` : '');
  if (gpus.length === 0) return [{ need, has: 'no GPU' }];
  return [{ need, has: inWords(gpus.map(one => `${one.name} with ${size(one.memoryMB)}`)) }];
}

function inferenceOf({ resources }: Needs['card']): Record<string, number | undefined> {
  return resources?.['inference'] ?? {};
}

function hasInWords(lacks: readonly Lack[]): string {
  return lacks.length === 1 ? lacks[0]!.has.replace(/^no .*/, 'none') : inWords(lacks.map(({ has }) => has));
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A machine of "16 GB" has a little less for programs. */
const tolerance = 0.9;

function gpuWords(count: number, memory?: number): string {
  const what = count > 1 ? `${count} GPUs` : 'a GPU';
  return memory ? `${what} with ${size(memory)}` : what;
}

function size(megabytes: number): string {
  if (megabytes < 1000) return `${Math.round(megabytes)} MB`;
  return `${Number((megabytes / 1000).toFixed(megabytes < 10_000 ? 1 : 0))} GB`;
}
