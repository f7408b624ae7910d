/** Packages of ours that stand in for those of other kernels. */
import { fileURLToPath } from 'node:url';

/** The folders of packages by name, and of those that are not among them, ours. */
export function withStandIns(provide: Readonly<Record<string, string>>): Record<string, string> {
  return { tslab: fileURLToPath(new URL('../../compat/tslab', import.meta.url)), ...provide };
}
