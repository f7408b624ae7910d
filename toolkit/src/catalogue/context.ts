/** What reading the catalogue depends on besides its sources; a test gives its own. */
import { sondeHome } from '../jobs/home.js';
import { thisMachine, type Machine } from './machine.js';

export interface CatalogueContext {
  /** Where the cache is. Default: `SONDE_HOME`. */
  home?: string;
  /** Nothing is fetched; what is cached is used. Default: whether `SONDE_OFFLINE` is set. */
  offline?: boolean;
  /** Milliseconds until a request gives up. */
  timeout?: number;
  now?: () => number;
  /** What entries are compared with. Default: this machine. */
  machine?: Machine;
}

export type FullContext = CatalogueContext & Required<Omit<CatalogueContext, 'timeout' | 'machine'>>;

/** The machine that entries are compared with. */
export async function machineOf({ machine, home }: FullContext): Promise<Machine> {
  return machine ?? thisMachine(home);
}

export function fullContext(context: CatalogueContext = {}): FullContext {
  return {
    ...context,
    home: context.home ?? sondeHome(),
    offline: isOffline(context),
    now: context.now ?? Date.now
  };
}

/** Whether nothing is fetched. */
export function isOffline({ offline }: CatalogueContext = {}): boolean {
  return offline ?? !['', '0', 'false'].includes(process.env['SONDE_OFFLINE'] ?? '');
}
