/** What the page of a module shows: all that is known of the module, which tab is open, and how far loading has come. */
import { Signal, type ISignal } from '@lumino/signaling';
import { toErrorRecord, type ErrorRecord, type ModuleAnswer, type ModuleVersion } from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';
import { TrainModel, type TrainMemory } from './train-model.js';
import { TryModel, type TriedModule, type TryMemory } from './try-model.js';

export type TabId = 'try' | 'overview' | 'ports' | 'train' | 'runs' | 'versions' | 'run-it';

export type PageView =
  | { status: 'loading' }
  | { status: 'error'; error: ErrorRecord }
  | {
      status: 'ready';
      module: ModuleAnswer;
      tabs: readonly TabId[];
      tab: TabId;
      /** Why the version that was chosen is not shown. */
      problem?: ErrorRecord;
    };

/** What is kept from one visit to the next. */
export interface PageMemory {
  tab?: TabId;
  try?: TryMemory;
  train?: TrainMemory;
}

export interface Memory {
  fetch(): Promise<PageMemory | undefined>;
  save(memory: PageMemory): Promise<void>;
}

export type PageClient = Pick<
  ServiceClient,
  'module' | 'predict' | 'why' | 'check' | 'example' | 'picture' | 'upload' | 'submit' | 'view'
>;

export class PageModel {
  constructor(
    private _wanted: string,
    readonly client: PageClient,
    private readonly _memory: Memory
  ) {}

  /** Emitted whenever what is shown has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** What loads the module that is shown: `name`, or with its source or version where another one would come first. */
  get wanted(): string {
    return this._wanted;
  }

  get view(): PageView {
    if (this._error) return { status: 'error', error: this._error };
    if (!this._module) return { status: 'loading' };
    const tabs = tabsOf(this._module);
    const tab = this._tab !== undefined && tabs.includes(this._tab) ? this._tab : tabs[0]!;
    return { status: 'ready', module: this._module, tabs, tab, problem: this._problem };
  }

  /** What is tried, and what is trained: there once a module of Sonde is. */
  get tryModel(): TryModel | undefined {
    return this._try;
  }

  get trainModel(): TrainModel | undefined {
    return this._train;
  }

  open(tab: TabId): void {
    this._tab = tab;
    this._remember();
  }

  /** Shows another version, from the first source that has it unless one is named. One that fails leaves what was there. */
  async choose(version: string, source?: string): Promise<void> {
    if (this._module?.kind !== 'module') return;
    const wanted = shortestName(this._module, { version, source });
    this._problem = undefined;
    try {
      await this._show(wanted);
    } catch (thrown) {
      this._problem = toErrorRecord(thrown);
    }
    this._changed.emit();
  }

  async load(): Promise<void> {
    this._error = undefined;
    this._changed.emit();
    try {
      await this._show(this._wanted);
    } catch (thrown) {
      this._error = toErrorRecord(thrown);
    }
    this._changed.emit();
  }

  private async _show(wanted: string): Promise<void> {
    const [module, memory] = await Promise.all([this.client.module(wanted), this._memory.fetch()]);
    if (this._isDisposed) return;
    this._wanted = wanted;
    this._module = module;
    this._tab ??= memory?.tab;
    this._try?.dispose();
    if (module.kind !== 'module') return;
    this._try = new TryModel(module, wanted, this.client, memory?.try);
    this._train = module.train && new TrainModel(wanted, module, this.client, memory?.train);
    this._try.changed.connect(() => this._remember());
    this._train?.changed.connect(() => this._remember());
  }

  dispose(): void {
    this._isDisposed = true;
    this._try?.dispose();
    Signal.clearData(this);
  }

  private _remember(): void {
    this._changed.emit();
    clearTimeout(this._saving);
    this._saving = setTimeout(() => {
      const memory = { tab: this._tab, try: this._try?.memory, train: this._train?.memory };
      // The next visit begins afresh then; nobody is helped by hearing of it now.
      this._memory.save(JSON.parse(JSON.stringify(memory)) as PageMemory).catch(() => undefined);
    }, 400);
  }

  private readonly _changed = new Signal<this, void>(this);
  private _module: ModuleAnswer | undefined;
  private _error: ErrorRecord | undefined;
  private _problem: ErrorRecord | undefined;
  private _tab: TabId | undefined;
  private _try: TryModel | undefined;
  private _train: TrainModel | undefined;
  private _saving: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}

/** What load() needs to find this version of a module from this source: no more than the name where that will do. */
export function shortestName(
  { name, versions }: Pick<TriedModule, 'name' | 'versions'>,
  { version, source }: { version: string; source?: string | undefined }
): string {
  const fits = (one: ModuleVersion | undefined) =>
    one?.version === version && (source === undefined || one.source === source);
  if (fits(versions[0])) return name;
  if (fits(versions.find(one => one.version === version))) return `${name}@${version}`;
  return `${source}/${name}@${version}`;
}

/** A module that can be tried opens where it can be tried: reading comes after seeing. */
export function tabsOf(module: ModuleAnswer): TabId[] {
  if (module.kind === 'container') return ['overview', 'run-it', 'ports'];
  const canTry = module.here.runs && module.weights.length > 0;
  return [
    ...(canTry ? (['try'] as const) : []),
    'overview',
    'ports',
    ...(module.train ? (['train', 'runs'] as const) : []),
    'versions'
  ];
}
