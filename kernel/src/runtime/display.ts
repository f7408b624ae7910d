/** What cells draw with: the display port, and the `display` function that people type. */
import { displayPort, type DisplayPort, type MimeBundle } from '@sonde/schema/display';
import type { Payload } from '../channel/messages.js';
import type { Comms } from './comms.js';
import type { Input } from './input.js';
import { displayMembers } from './display-members.js';
import { limitedBundle } from './displays/limited-bundle.js';
import { withTwin } from './displays/text-twin.js';
import { validBundle } from './displays/valid-bundle.js';
import { alreadyShown, bundleOf, isMimeBundle } from './format.js';
import type { Link } from './link.js';
import { outputPlace } from './output-place.js';
import { uniqueId } from './unique-id.js';

export interface DisplayOptions {
  /** The value is a MIME bundle, whatever it looks like. */
  raw?: boolean;
  /** Name under which the output can be updated. */
  id?: string;
  /** Replace what was shown under `id`. */
  update?: boolean;
  metadata?: Record<string, unknown>;
}

export interface DisplayHandle {
  readonly id: string;
  update(value: unknown, options?: Omit<DisplayOptions, 'id' | 'update'>): Promise<DisplayHandle>;
  /** Leaves the output in its place, empty. */
  clear(): Promise<DisplayHandle>;
}

/** What the port needs of the cell that runs. */
export interface CellContext {
  readonly signal: AbortSignal;
  readonly payload: Payload[];
  /** The front end's id of the cell. */
  readonly id: string | undefined;
  beforeEnd(work: () => void): boolean;
  /** The cell ends only when this is settled. */
  keepOpen(work: Promise<unknown>): void;
  /** As `keepOpen`, also when the cell is being interrupted; not when it is interrupted again. */
  holdInterrupt(work: Promise<unknown>): void;
}

export function createPort(
  link: Link,
  comms: Comms,
  cell: () => CellContext,
  modules: Pick<DisplayPort, 'imported' | 'directory'>,
  input: Pick<Input, 'allowed' | 'ask'>
): DisplayPort {
  const notebook = process.env['JPY_SESSION_NAME'];
  const send = (
    kind: 'display_data' | 'update_display_data',
    bundle: MimeBundle,
    metadata = {},
    id?: string
  ) => {
    const transient = id === undefined ? {} : { display_id: id };
    const data = limitedBundle(withTwin(validBundle(bundle)));
    link.send({ type: 'display', run: link.run, kind, content: { data, metadata, transient } });
  };
  return {
    show: (bundle, { id, metadata } = {}) => send('display_data', bundle, metadata, id),
    update: (id, bundle, { metadata } = {}) => send('update_display_data', bundle, metadata, id),
    clear: ({ wait = false } = {}) =>
      link.send({ type: 'display', run: link.run, kind: 'clear_output', content: { wait } }),
    comm: (target, data, options) => comms.create(target, data, options),
    onComm: (target, open) => comms.accept(target, open),
    hear: () => comms.hear(),
    get place() {
      return outputPlace(link);
    },
    beforeEnd: work => cell().beforeEnd(work),
    get signal() {
      return cell().signal;
    },
    imported: modules.imported,
    directory: modules.directory,
    get origin() {
      const { id } = cell();
      return { ...(notebook && { notebook }), ...(id !== undefined && { cell: id }) };
    },
    askOnInterrupt: (question, then) => {
      const answer = input.allowed ? input.ask(question).catch(() => '') : Promise.resolve(undefined);
      cell().holdInterrupt(answer.then(then));
    }
  };
}

/** Puts the port and `display` where cells find them. */
export function installDisplay(port: DisplayPort, cell: () => CellContext): void {
  const display = (value: unknown, options?: DisplayOptions): Promise<DisplayHandle> => {
    const work = showValue(value, options);
    alreadyShown.add(work);
    return work;
  };
  const showValue = (value: unknown, options: DisplayOptions = {}): Promise<DisplayHandle> => {
    const id = options.id ?? uniqueId();
    const handle: DisplayHandle = {
      id,
      update: (next, more) => display(next, { ...more, id, update: true }),
      clear: () => display({ 'text/plain': '' }, { raw: true, id, update: true })
    };
    alreadyShown.add(handle);
    const show = (bundle: MimeBundle) => {
      if (options.update) port.update(id, bundle, { metadata: options.metadata });
      else port.show(bundle, { id, metadata: options.metadata });
      return handle;
    };
    if (options.raw || isMimeBundle(value)) return Promise.resolve(show(value as MimeBundle));
    const bundle = bundleOf(value) ?? { 'text/plain': 'undefined' };
    // At once where possible: what is printed next comes after it.
    if (!(bundle instanceof Promise)) return Promise.resolve(show(bundle));
    const work = bundle.then(show);
    cell().keepOpen(work);
    return work;
  };
  const members = {
    clear: port.clear,
    /** Opens the pager below the notebook. */
    page: (data: MimeBundle | string) => {
      cell().payload.push({
        source: 'page',
        data: typeof data === 'string' ? { 'text/plain': data } : data,
        start: 0
      });
    },
    /** Writes a cell below this one, or (`replace`) in its place. */
    nextCell: (text: string, { replace = false }: { replace?: boolean } = {}) => {
      cell().payload.push({ source: 'set_next_input', text, replace });
    }
  };
  define(displayPort, port);
  define('display', Object.assign(display, members, displayMembers(display, cell)));
}

/** A global that cells may shadow and that does not show in listings. */
export function define(name: PropertyKey, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
}
