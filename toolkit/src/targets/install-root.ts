/** Where this Sonde is installed: the folder whose packages a job's process needs, here or in a container. */
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute folder that holds `node_modules` with this toolkit in it. */
export function installRoot(from: string = import.meta.url): string {
  const here = fileURLToPath(from);
  const installed = here.indexOf(`${sep}node_modules${sep}`);
  if (installed >= 0) return here.slice(0, installed);
  // A checkout: <root>/toolkit/(src|lib)/targets/install-root.(ts|js)
  return here.split(sep).slice(0, -4).join(sep);
}
