/** The fields of a job's resources: what stands in them, and what that means. Pure; drawn like any other form. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ListedTarget, Resources } from '@sonde/schema';
import { formatBytes } from '../module/format-bytes.js';
import { readFields, type Field, type Texts } from '../module/form-fields.js';

const gigabyte = 1e9;

export function resourceFields(target: ListedTarget | undefined, trans: TranslationBundle): Field[] {
  const has = target?.ok ? target.capabilities : undefined;
  const most = (value: number | undefined) => (value === undefined ? {} : { maximum: value });
  const field = (
    name: string,
    kind: Field['kind'],
    description: string,
    more: Partial<Field> = {}
  ): Field => ({
    name,
    kind,
    description,
    required: false,
    ...more
  });
  return [
    field('cores', 'number', trans.__('Processor cores; left to the target where this is empty.'), {
      exclusiveMinimum: 0,
      ...most(has?.cpus),
      ...(has && { range: trans.__('at most %1', has.cpus) })
    }),
    field('memory', 'number', trans.__('GB of memory.'), {
      exclusiveMinimum: 0,
      ...most(has && has.memoryBytes / gigabyte),
      ...(has && { range: trans.__('at most %1', formatBytes(has.memoryBytes)) })
    }),
    field('gpus', 'integer', trans.__('Whole GPUs.'), {
      minimum: 0,
      ...most(has?.gpus),
      // A target that does not say how many it has may have some.
      ...(has?.gpus !== undefined && { range: trans.__('at most %1', has.gpus) })
    }),
    field('minutes', 'number', trans.__('After so many minutes it is stopped.'), { exclusiveMinimum: 0 })
  ];
}

export function readResources(
  fields: readonly Field[],
  texts: Texts,
  trans: TranslationBundle
): { resources: Resources; errors: Record<string, string> } {
  const { values, errors } = readFields(fields, texts, trans);
  const number = (name: string) => values[name] as number | undefined;
  const [cpus, memory, gpus, minutes] = ['cores', 'memory', 'gpus', 'minutes'].map(number);
  return {
    resources: {
      ...(cpus !== undefined && { cpus }),
      ...(memory !== undefined && { memoryBytes: Math.round(memory * gigabyte) }),
      ...(gpus !== undefined && { gpus }),
      ...(minutes !== undefined && { minutes })
    },
    errors
  };
}

/** The field of the form for a resource as requests name it. */
export function resourceField(name: string): string {
  return { cpus: 'cores', memoryBytes: 'memory' }[name] ?? name;
}

/** What stands in the fields for `resources`. */
export function resourceTexts({ cpus, memoryBytes, gpus, minutes }: Resources): Record<string, string> {
  const texts = {
    cores: cpus,
    memory: memoryBytes === undefined ? undefined : memoryBytes / gigabyte,
    gpus,
    minutes
  };
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  );
}

/** What a target has and what of it is free now, in one line, or why that is not known. */
export function targetLine(target: ListedTarget, trans: TranslationBundle): string {
  if (!target.ok) return target.error.message;
  const { cpus, memoryBytes, gpus, free = {}, slots } = target.capabilities;
  const of = (has: string, now: string | undefined) =>
    now === undefined ? has : trans.__('%1 free of %2', now, has);
  return [
    trans.__('cores: %1', of(String(cpus), free.cpus === undefined ? undefined : String(free.cpus))),
    trans.__(
      'memory: %1',
      of(formatBytes(memoryBytes), free.memoryBytes === undefined ? undefined : formatBytes(free.memoryBytes))
    ),
    ...(gpus === undefined
      ? []
      : [trans.__('GPUs: %1', of(String(gpus), free.gpus === undefined ? undefined : String(free.gpus)))]),
    ...(slots === undefined
      ? [trans._n('%1 job of yours there', '%1 jobs of yours there', target.jobs)]
      : [trans.__('%1 of %2 places taken', target.jobs, slots)])
  ].join(' · ');
}
