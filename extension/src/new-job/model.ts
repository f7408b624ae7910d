/** A job that is being put together: what stands in the form, what that asks for, and what is wrong with it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import {
  toErrorRecord,
  type ErrorRecord,
  type JobRecord,
  type JobRequest,
  type ListedEntry,
  type ListedTarget,
  type ModuleInfo,
  type Schedule
} from '@sonde/schema';
import { fieldsOf, textOf, without, type Field, type Texts } from '../module/form-fields.js';
import type { ServiceClient } from '../service/client.js';
import { asFormKind, emptyTexts, runsModule, textsFor, type FormKind, type FormTexts } from './form-texts.js';
import { readForm, type Read } from './read-form.js';
import { resourceField, resourceFields, resourceTexts } from './resources-form.js';

export type NewJobClient = Pick<
  ServiceClient,
  'modules' | 'module' | 'targets' | 'submit' | 'addSchedule' | 'jobRequest'
>;

export type Started = { job: JobRecord } | { schedule: Schedule };

export type FormState = { status: 'idle' } | { status: 'busy' } | { status: 'failed'; error: ErrorRecord };

export class NewJobModel {
  constructor(
    private readonly _client: NewJobClient,
    private readonly _trans: TranslationBundle,
    /** The job that this one is made after. */
    readonly from?: string
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  kind: FormKind = 'train';
  texts: FormTexts = emptyTexts;
  /** As typed; what the job before was given stands below it. */
  args: Texts = {};
  options: Texts = {};
  resources: Texts = {};
  /** Undefined until they are known. */
  modules: readonly ListedEntry[] | undefined;
  targets: readonly ListedTarget[] | undefined;
  module: ModuleInfo | undefined;
  /** What the job that this one is made after was asked for, where that is a cell's function: it has no form. */
  sent: JobRequest | undefined;
  state: FormState = { status: 'idle' };
  errors: Readonly<Record<string, string>> = {};
  argErrors: Readonly<Record<string, string>> = {};
  optionErrors: Readonly<Record<string, string>> = {};
  /** How often it could not be started for what stands in a field. */
  refused = 0;
  /** Why modules or targets could not be listed. */
  problem: ErrorRecord | undefined;

  get fields(): readonly Field[] {
    if (this.kind === 'train') return this.module?.train ? fieldsOf(this.module.train.args) : [];
    return this.kind === 'predict' && this.module ? fieldsOf(this.module.predictOptions) : [];
  }

  /** What the target alone understands. */
  get optionFields(): readonly Field[] {
    return this.target?.options ? fieldsOf(this.target.options) : [];
  }

  get resourceFields(): readonly Field[] {
    return resourceFields(this.target, this._trans);
  }

  get argTexts(): Texts {
    const isSame = this._base?.kind === this.kind && this._base.module === this.texts.module;
    return { ...(isSame && givenTexts(this.fields, this._base?.args)), ...this.args };
  }

  get optionTexts(): Texts {
    const isSame = (this._base?.target ?? 'local') === this.texts.target;
    return { ...(isSame && givenTexts(this.optionFields, this._base?.targetOptions)), ...this.options };
  }

  /** How many epochs are asked for, where the module counts in them. */
  get epochs(): number | undefined {
    const field = this.fields.find(one => one.name === 'epochs');
    const epochs = Number(field && (this.argTexts['epochs'] ?? textOf(field, field.default)));
    return this.kind === 'train' && epochs > 0 ? epochs : undefined;
  }

  /** When it shall be started, again and again; `cron` is empty where it starts once, now. */
  get times(): { cron: string; zone: string } {
    return { cron: this.texts.cron.trim(), zone: this.texts.zone.trim() };
  }

  get target(): ListedTarget | undefined {
    return this.targets?.find(target => target.name === this.texts.target);
  }

  async load(): Promise<void> {
    this.problem = undefined;
    try {
      const [request, { entries }] = await Promise.all([
        this.from === undefined ? undefined : this._client.jobRequest(this.from),
        this._client.modules(),
        this._client.targets().then(targets => (this.targets = targets))
      ]);
      this.modules = entries.filter(entry => entry.ok && entry.kind === 'module');
      if (request) this._fill(request);
      if (this.texts.module !== '') await this._loadModule();
    } catch (thrown) {
      this.problem = toErrorRecord(thrown);
    }
    this._emit();
  }

  /** What is free changes: asked again whenever somebody looks. */
  async loadTargets(): Promise<void> {
    if (!this.modules) return this.load();
    try {
      this.targets = await this._client.targets();
      this.problem = undefined;
    } catch (thrown) {
      this.problem = toErrorRecord(thrown);
    }
    this._emit();
  }

  setKind(kind: FormKind): void {
    // The data of a module is none of a program: it would be asked for where nobody meant it.
    if (runsModule(kind) !== runsModule(this.kind)) {
      const data = kind === this._base?.kind ? (this._base.data ?? '') : '';
      this.texts = { ...this.texts, data };
    }
    this.kind = kind;
    this.args = {};
    this.errors = this.argErrors = this.optionErrors = {};
    this._touched();
  }

  set(change: Partial<FormTexts>): void {
    this.texts = { ...this.texts, ...change };
    for (const name of Object.keys(change)) this.errors = without(this.errors, name);
    if (change.target !== undefined) {
      // The options of another target would mean nothing here.
      this.options = this.optionErrors = {};
    }
    if (change.module !== undefined) {
      this.args = this.argErrors = {};
      // Its fields are not those of the module before, whatever becomes of it.
      this.module = undefined;
      void this._loadModule().catch((thrown: unknown) => {
        this.state = { status: 'failed', error: toErrorRecord(thrown) };
        this._emit();
      });
    }
    this._touched();
  }

  setArg(name: string, text: string): void {
    this.args = { ...this.args, [name]: text };
    this.argErrors = without(this.argErrors, name);
    this._touched();
  }

  setOption(name: string, text: string): void {
    this.options = { ...this.options, [name]: text };
    this.optionErrors = without(this.optionErrors, name);
    this._touched();
  }

  setResource(name: string, text: string): void {
    this.resources = { ...this.resources, [name]: text };
    this.errors = without(this.errors, name);
    this._touched();
  }

  /** What the form asks for, as far as it can be read. */
  read(): Read {
    const { kind, texts } = this;
    const form = {
      args: { fields: this.fields, texts: this.argTexts },
      options: { fields: this.optionFields, texts: this.optionTexts },
      resources: { fields: this.resourceFields, texts: this.resources }
    };
    return readForm({ kind, texts, ...form, base: this._base }, this._trans);
  }

  /** Starts the job, or makes the schedule that will, or says what is wrong. */
  async start(): Promise<Started | undefined> {
    if (this.state.status === 'busy') return undefined;
    const { request, errors, argErrors, optionErrors } = this.read();
    Object.assign(this, { errors, argErrors, optionErrors });
    if ([errors, argErrors, optionErrors].some(one => Object.keys(one).length > 0)) {
      this.refused += 1;
      this._touched();
      return undefined;
    }
    this.state = { status: 'busy' };
    this._emit();
    try {
      const { cron, zone } = this.times;
      const parent = this.from === undefined ? {} : { parent: this.from };
      const started =
        cron === ''
          ? { job: await this._client.submit({ ...request, ...parent }) }
          : { schedule: await this._client.addSchedule({ cron, request, ...(zone !== '' && { zone }) }) };
      this.state = { status: 'idle' };
      this._emit();
      return started;
    } catch (thrown) {
      this._refuse(toErrorRecord(thrown));
      return undefined;
    }
  }

  dispose(): void {
    Signal.clearData(this);
  }

  /** Each sentence of the service stands at its field; what is no field stays with the error as a whole. */
  private _refuse(error: ErrorRecord): void {
    const said = Object.entries(error.fields ?? {}).map(([name, list]) => [name, list.join('; ')] as const);
    const isOneOf = (fields: readonly Field[]) => (name: string) => fields.some(field => field.name === name);
    const [isArg, isOption] = [isOneOf(this.fields), isOneOf(this.optionFields)];
    this.argErrors = Object.fromEntries(said.filter(([name]) => isArg(name)));
    this.optionErrors = Object.fromEntries(said.filter(([name]) => !isArg(name) && isOption(name)));
    this.errors = Object.fromEntries(
      said.flatMap(([name, text]) => (isArg(name) || isOption(name) ? [] : [[resourceField(name), text]]))
    );
    if (said.length > 0) this.refused += 1;
    this.state = { status: 'failed', error };
    this._emit();
  }

  private async _loadModule(): Promise<void> {
    const wanted = this.texts.module;
    if (wanted === '') return;
    const module = await this._client.module(wanted);
    if (this.texts.module !== wanted) return;
    this.module = module.kind === 'module' ? module : undefined;
    this._emit();
  }

  /** The form as it must have been for `request`. */
  private _fill(request: JobRequest): void {
    const kind = asFormKind(request.kind);
    if (!kind) {
      this.sent = request;
      return;
    }
    this._base = request;
    this.kind = kind;
    this.texts = textsFor(request);
    this.resources = resourceTexts(request.resources ?? {});
  }

  private _touched(): void {
    if (this.state.status !== 'busy') this.state = { status: 'idle' };
    this._emit();
  }

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _base: JobRequest | undefined;
}

/** What was given, for those fields that there are. */
function givenTexts(fields: readonly Field[], given: Record<string, unknown> = {}): Texts {
  return Object.fromEntries(
    fields.flatMap(field => (field.name in given ? [[field.name, textOf(field, given[field.name])]] : []))
  );
}
