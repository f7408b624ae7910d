/**
 * Notebooks written for tslab: `import * as tslab from 'tslab'` finds a package of ours where the project has none, and the
 * project's own, where it has one, writes through our display port.
 */
import { createRequire } from 'node:module';
import type { DisplayPort, MimeBundle } from '@sonde/schema/display';

interface Written {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}

/** Has the project's own tslab, if `require` finds one, show through `port` what it would send to its own kernel. */
export function adoptTslab(require: NodeJS.Require, port: DisplayPort): void {
  const path = installed(require);
  if (path === undefined) return;
  const inside = createRequire(path)('./jupyter') as {
    lastWriteDisplayData: ((data: Written, update?: boolean) => void) | null;
  };
  inside.lastWriteDisplayData = ({ data, metadata, transient: { display_id: id } }, update) => {
    if (update && id !== undefined) port.update(id, data, { metadata });
    else port.show(data, { metadata, ...(id !== undefined && { id }) });
  };
}

/** Where the project's tslab is. The stand-in is not found by Node's own ways. */
function installed(require: NodeJS.Require): string | undefined {
  try {
    return require.resolve('tslab');
  } catch {
    return undefined;
  }
}
