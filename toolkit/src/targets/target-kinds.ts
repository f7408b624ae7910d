/** All kinds of targets there are. A new one is a file beside this and a line here. */
import type { TargetKind } from './target.js';
import { dockerKind } from './docker.js';
import { localKind } from './local.js';
import { slurmKind } from './slurm.js';

export const targetKinds: Record<string, TargetKind> = {
  local: localKind,
  docker: dockerKind,
  slurm: slurmKind
};
