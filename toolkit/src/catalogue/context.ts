/** What reading the catalogue depends on besides its sources; a test gives its own. */
import { sondeHome } from '../jobs/home.js';

export interface CatalogueContext {
  /** Where the cache is. Default: `SONDE_HOME`. */
  home?: string;
  /** Nothing is fetched; what is cached is used. Default: whether `SONDE_OFFLINE` is set. */
  offline?: boolean;
  /** Milliseconds until a request gives up. */
  timeout?: number;
  now?: () => number;
}

export type FullContext = CatalogueContext & Required<Omit<CatalogueContext, 'timeout'>>;

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
