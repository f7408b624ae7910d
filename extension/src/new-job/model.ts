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
import { fieldsOf, readFields, textOf, without, type Field, type Texts } from '../module/form-fields.js';
import type { ServiceClient } from '../service/client.js';
import { commandLine, commandWords } from './command-words.js';
import { readResources, resourceFields, resourceTexts } from './resources-form.js';

export type NewJobClient = Pick<
  ServiceClient,
  'modules' | 'module' | 'targets' | 'submit' | 'addSchedule' | 'jobRequest'
>;

/** What the form can start. */
export const formKinds = ['train', 'notebook', 'command'] as const;
export type FormKind = (typeof formKinds)[number];

/** What stands in the plain fields, as typed. */
export interface FormTexts {
  module: string;
  notebook: string;
  /** Parameters of the notebook, as JSON. */
  parameters: string;
  command: string;
  data: string;
  target: string;
  title: string;
  retries: string;
  /** Times at which it is started again and again; empty: once, now. */
  cron: string;
  zone: string;
}

export type Started = { job: JobRecord } | { schedule: Schedule };

export type FormState = { status: 'idle' } | { status: 'busy' } | { status: 'failed'; error: ErrorRecord };

export interface Read {
  request: JobRequest;
  errors: Record<string, string>;
  /** Of the module's arguments, which may be called like fields of the form. */
  argErrors: Record<string, string>;
}

const empty: FormTexts = {
  module: '',
  notebook: '',
  parameters: '',
  command: '',
  data: '',
  target: 'local',
  title: '',
  retries: '',
  cron: '',
  zone: ''
};

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
  texts: FormTexts = empty;
  args: Texts = {};
  resources: Texts = {};
  /** Modules that can be trained; undefined until they are known. */
  modules: readonly ListedEntry[] | undefined;
  targets: readonly ListedTarget[] | undefined;
  module: ModuleInfo | undefined;
  state: FormState = { status: 'idle' };
  errors: Readonly<Record<string, string>> = {};
  argErrors: Readonly<Record<string, string>> = {};
  /** Why modules or targets could not be listed. */
  problem: ErrorRecord | undefined;

  get fields(): readonly Field[] {
    return this.module?.train ? fieldsOf(this.module.train.args) : [];
  }

  /** How many epochs are asked for, where the module counts in them. */
  get epochs(): number | undefined {
    const field = this.fields.find(one => one.name === 'epochs');
    const epochs = Number(field && (this.args['epochs'] ?? textOf(field, field.default)));
    return this.kind === 'train' && epochs > 0 ? epochs : undefined;
  }

  /** When it shall be started, again and again; `cron` is empty where it starts once, now. */
  get times(): { cron: string; zone: string } {
    return { cron: this.texts.cron.trim(), zone: this.texts.zone.trim() };
  }

  get target(): ListedTarget | undefined {
    return this.targets?.find(target => target.name === this.texts.target);
  }

  get resourceFields(): readonly Field[] {
    return resourceFields(this.target, this._trans);
  }

  async load(): Promise<void> {
    this.problem = undefined;
    try {
      const [request, { entries }] = await Promise.all([
        this.from === undefined ? undefined : this._client.jobRequest(this.from),
        this._client.modules(),
        this.loadTargets()
      ]);
      this.modules = entries.filter(entry => entry.ok && entry.kind === 'module' && entry.trainable);
      if (request) this._fill(request);
      if (this.texts.module !== '') await this._loadModule();
    } catch (thrown) {
      this.problem = toErrorRecord(thrown);
    }
    this._emit();
  }

  /** What is free changes: asked again whenever somebody looks. */
  async loadTargets(): Promise<void> {
    this.targets = await this._client.targets();
    this._emit();
  }

  setKind(kind: FormKind): void {
    this.kind = kind;
    this.errors = this.argErrors = {};
    this._touched();
  }

  set(change: Partial<FormTexts>): void {
    this.texts = { ...this.texts, ...change };
    for (const name of Object.keys(change)) this.errors = without(this.errors, name);
    if (change.module !== undefined) {
      this.args = this.argErrors = {};
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

  setResource(name: string, text: string): void {
    this.resources = { ...this.resources, [name]: text };
    this.errors = without(this.errors, name);
    this._touched();
  }

  /** What the form asks for, as far as it can be read. */
  read(): Read {
    const trans = this._trans;
    const { texts } = this;
    const errors: Record<string, string> = {};
    let argErrors: Record<string, string> = {};
    const filled = (name: keyof FormTexts): string | undefined => texts[name].trim() || undefined;
    const needed = (name: keyof FormTexts, sentence: string): string => {
      const value = filled(name);
      if (value === undefined) errors[name] = sentence;
      return value ?? '';
    };
    const { resources, errors: wrong } = readResources(this.resourceFields, this.resources, trans);
    Object.assign(errors, wrong);
    const request: JobRequest = { kind: this.kind };
    if (this.kind === 'train') {
      request.module = needed('module', trans.__('Choose a module.'));
      request.data = needed('data', trans.__('Say where the data lies, or use the example data.'));
      const read = readFields(this.fields, this.args, trans);
      argErrors = read.errors;
      if (Object.keys(read.values).length > 0) request.args = read.values;
    } else if (this.kind === 'notebook') {
      request.notebook = needed('notebook', trans.__('Choose a notebook.'));
      const args = readParameters(texts.parameters);
      if (args === undefined) errors['parameters'] = trans.__('This must be JSON, such as {"lr": 0.01}.');
      else if (Object.keys(args).length > 0) request.args = args;
    } else {
      const words = commandWords(needed('command', trans.__('Write the program and its arguments.')));
      if (words) request.command = words;
      else errors['command'] = trans.__('A quote is not closed.');
      const data = filled('data');
      if (data !== undefined) request.data = data;
    }
    const [target, title, retries] = [filled('target'), filled('title'), filled('retries')];
    if (target !== undefined && target !== 'local') request.target = target;
    if (title !== undefined) request.title = title;
    if (Object.keys(resources).length > 0) request.resources = resources;
    if (retries !== undefined) {
      const count = Number(retries);
      if (Number.isInteger(count) && count >= 0 && count <= 100) request.retries = count;
      else errors['retries'] = trans.__('A whole number from 0 to 100 is wanted.');
    }
    return { request, errors, argErrors };
  }

  /** Starts the job, or makes the schedule that will, or says what is wrong. */
  async start(): Promise<Started | undefined> {
    if (this.state.status === 'busy') return undefined;
    const { request, errors, argErrors } = this.read();
    this.errors = errors;
    this.argErrors = argErrors;
    if (Object.keys(errors).length + Object.keys(argErrors).length > 0) {
      this._touched();
      return undefined;
    }
    this.state = { status: 'busy' };
    this._emit();
    try {
      const { cron, zone } = this.times;
      const started =
        cron === ''
          ? {
              job: await this._client.submit({
                ...request,
                ...(this.from !== undefined && { parent: this.from })
              })
            }
          : { schedule: await this._client.addSchedule({ cron, request, ...(zone !== '' && { zone }) }) };
      this.state = { status: 'idle' };
      this._emit();
      return started;
    } catch (thrown) {
      const error = toErrorRecord(thrown);
      const said = Object.entries(error.fields ?? {}).map(([name, list]) => [name, list.join('; ')] as const);
      const isArg = (name: string) => this.fields.some(field => field.name === name);
      this.argErrors = Object.fromEntries(said.filter(([name]) => isArg(name)));
      this.errors = Object.fromEntries(said.filter(([name]) => !isArg(name)));
      this.state = { status: 'failed', error };
      this._emit();
      return undefined;
    }
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private async _loadModule(): Promise<void> {
    const wanted = this.texts.module;
    if (wanted === '') return;
    const module = await this._client.module(wanted);
    if (this.texts.module !== wanted) return;
    this.module = module.kind === 'module' ? module : undefined;
    // What a copied job was given becomes text once it is known what each argument is.
    if (this._given) {
      const given = this._given;
      this._given = undefined;
      this.args = Object.fromEntries(
        this.fields.flatMap(field =>
          field.name in given ? [[field.name, textOf(field, given[field.name])]] : []
        )
      );
    }
    this._emit();
  }

  /** The form as it must have been for `request`. */
  private _fill(request: JobRequest): void {
    const { kind, module, notebook, command, args, data, target, title, retries, resources } = request;
    this.kind = formKinds.find(one => one === kind) ?? 'train';
    this.texts = {
      module: module ?? '',
      notebook: notebook ?? '',
      parameters: kind === 'notebook' && args ? JSON.stringify(args, undefined, 2) : '',
      command: command ? commandLine(command) : '',
      data: data ?? '',
      target: target ?? 'local',
      title: title ?? '',
      retries: retries === undefined ? '' : String(retries),
      cron: '',
      zone: ''
    };
    this.resources = resourceTexts(resources ?? {});
    this._given = args;
  }

  private _touched(): void {
    if (this.state.status !== 'busy') this.state = { status: 'idle' };
    this._emit();
  }

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _given: Record<string, unknown> | undefined;
}

function readParameters(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
