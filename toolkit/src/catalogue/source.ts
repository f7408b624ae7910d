/** What a catalogue source is: a place that holds modules, or a list of them. */
import type { SourceState } from '@sonde/schema';

export type SourceKind = SourceState['kind'];

export interface Source {
  /** Shown beside its modules; `load('name/module')` takes a module from this source. */
  name: string;
  kind: SourceKind;
  /** Absolute folder, or address. */
  location: string;
  /** Of a git repository; default is the repository's own. */
  branch?: string;
  /** Why it cannot be used: its line in sources.json is wrong. */
  problem?: string;
}

export const sourceKinds = ['folder', 'git', 'http', 'gitmodules', 'modules-yml'] as const;

/** True where modules come over a network and are kept on disk. */
export function isRemote({ kind }: Source): boolean {
  return kind !== 'folder';
}
