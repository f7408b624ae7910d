/** The schema of the arguments that a sweep may vary: it says which of them are lists by themselves. */
import type { JobRequest } from '@sonde/schema';
import { findModule } from '../catalogue/find-module.js';
import type { Source } from '../catalogue/source.js';
import { sources } from '../catalogue/sources.js';

/** Undefined where no module runs. */
export async function sweepSchema(
  { kind, module }: JobRequest,
  from: readonly Source[] = sources()
): Promise<object | undefined> {
  if (kind !== 'train' || !module) return undefined;
  return (await findModule(module, from)).definition.train?.args as object | undefined;
}
