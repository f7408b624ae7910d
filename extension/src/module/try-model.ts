/**
 * Trying a module: an input (an example, a file, a text, a row), options, and what came of it. Choosing an example or a
 * file runs at once; what is typed runs when asked for.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import {
  mostPaths,
  predictCell,
  toErrorRecord,
  type ErrorRecord,
  type ModuleAnswer,
  type PredictAnswer,
  type PredictInput
} from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';
import { fieldsOf, readFields, without, type Field, type Schema, type Texts } from './form-fields.js';
import { firstRow, rowValue, type RowTexts } from './row-example.js';

export type TryState =
  | { status: 'idle' }
  | { status: 'running'; doing: 'upload' | 'predict' }
  | { status: 'done'; answer: PredictAnswer; of: Tried }
  /** `again` where trying again can help. */
  | { status: 'failed'; error: ErrorRecord; again: boolean };

export type TriedModule = Extract<ModuleAnswer, { kind: 'module' }>;

/** What is tried: what the service is given, and what people call it. */
export interface Tried {
  input: PredictInput;
  name: string;
}

/** What is kept from one visit to the next: what was typed, not what was dropped. */
export interface TryMemory {
  options?: Texts;
  text?: string;
  row?: RowTexts;
}

export class TryModel {
  constructor(
    readonly module: TriedModule,
    /** What it is loaded by. */
    private readonly _called: string,
    private readonly _client: Pick<ServiceClient, 'predict' | 'why' | 'upload' | 'example'>,
    memory: TryMemory = {}
  ) {
    this.fields = fieldsOf(module.predictOptions);
    this._options = memory.options ?? {};
    this._text = memory.text ?? '';
    this._row = memory.row ?? emptyRow(module.input.schema);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** This version stays the one that is tried, whatever comes into the catalogue meanwhile. */
  get name(): string {
    return `${this._called.replace(/(?<=.)@[^@]*$/, '')}@${this.module.version}`;
  }

  readonly fields: readonly Field[];

  get state(): TryState {
    return this._state;
  }

  get tried(): Tried | undefined {
    return this._tried;
  }

  get options(): Texts {
    return this._options;
  }

  get text(): string {
    return this._text;
  }

  /** Column → text, for modules that take a row. */
  get row(): RowTexts {
    return this._row;
  }

  /** Sentences for options that are wrong, from here or from the service. */
  get fieldErrors(): Readonly<Record<string, string>> {
    return this._fieldErrors;
  }

  get memory(): TryMemory {
    return { options: this._options, text: this._text, row: this._row };
  }

  setOption(name: string, text: string): void {
    this._options = { ...this._options, [name]: text };
    this._fieldErrors = without(this._fieldErrors, name);
    this._changed.emit();
  }

  setText(text: string): void {
    this._text = text;
    this._choose(text.trim() === '' ? undefined : { input: { value: text }, name: '' });
  }

  setCell(column: string, text: string): void {
    this._row = { ...this._row, [column]: text };
    this._choose({ input: { value: rowValue(this._row) }, name: '' });
  }

  /** Fills the form of a row from the first example, whose columns are those that are wanted. */
  async prepareRow(): Promise<void> {
    const { input, examples } = this.module;
    if (input.type !== 'row' || Object.keys(this._row).length > 0 || examples.length === 0) return;
    this._row = firstRow(await (await this._client.example(this.name, 0)).text());
    this._changed.emit();
  }

  /** Runs an example that ships with the module, and shows it in the form. */
  async runExample(number: number, trans: TranslationBundle): Promise<void> {
    const name = this.module.examples[number]?.title ?? '';
    this._choose({ input: { example: number }, name });
    const { type } = this.module.input;
    const shown =
      type === 'text' || type === 'row'
        ? this._client.example(this.name, number).then(async file => {
            const content = await file.text();
            if (type === 'text') this._text = content;
            else this._row = firstRow(content);
            this._changed.emit();
          })
        : undefined;
    // The form is a convenience: that it could not be filled is no reason not to predict.
    await Promise.all([this.run(trans), shown?.catch(() => undefined)]);
  }

  /** Runs files of the machine that JupyterLab runs on. */
  async runPaths(paths: readonly string[], trans: TranslationBundle): Promise<void> {
    if (this._tooMany(paths, trans)) return;
    this._choose(filesTried(paths, trans));
    await this.run(trans);
  }

  /** Copies files of this computer there, and runs them. */
  async runFiles(files: readonly File[], trans: TranslationBundle): Promise<void> {
    if (this._tooMany(files, trans)) return;
    this._notUploaded = files;
    const signal = this._begin('upload');
    try {
      const paths: string[] = [];
      for (const file of files) {
        paths.push(await this._client.upload(file, { signal }));
        if (this._ended(signal)) return;
      }
      this._choose(filesTried(paths, trans, files[0]?.name));
    } catch (thrown) {
      this._fail(signal, thrown);
      return;
    }
    await this.run(trans);
  }

  /** Does again what failed: files that did not arrive are copied first. */
  async again(trans: TranslationBundle): Promise<void> {
    await (this._notUploaded ? this.runFiles(this._notUploaded, trans) : this.run(trans));
  }

  /** Runs what was chosen last, or what is typed. */
  async run(trans: TranslationBundle): Promise<void> {
    const { values, errors } = readFields(this.fields, this._options, trans);
    this._fieldErrors = errors;
    if (Object.keys(errors).length > 0) {
      this._changed.emit();
      return;
    }
    const tried = this._tried ?? this._typed();
    if (!tried) return this._refuse(trans.__('There is nothing to run on yet.'), this._wish(trans));
    this._tried = tried;
    const signal = this._begin('predict');
    try {
      const request = { input: tried.input, options: values };
      const answer = await this._client.predict(this.name, request, { signal });
      if (this._ended(signal)) return;
      this._set({ status: 'done', answer, of: tried });
    } catch (thrown) {
      this._fail(signal, thrown);
    }
  }

  /** Which parts of what was tried speak for the answer. */
  async why({ input }: Tried, signal: AbortSignal): Promise<PredictAnswer> {
    return this._client.why(this.name, { input }, { signal });
  }

  /** Ends what runs; what was there before comes back. */
  cancel(): void {
    if (this._state.status !== 'running') return;
    this._running?.abort();
    this._running = undefined;
    this._set(this._before);
  }

  /** The cell that gives the same as Run. */
  code(trans: TranslationBundle): string {
    const { values } = readFields(this.fields, this._options, trans);
    const { examples, input: port } = this.module;
    const first = examples.length > 0 ? { example: 0 } : { value: `my ${port.type}` };
    return predictCell(this._called, (this._tried ?? this._typed())?.input ?? first, values, port);
  }

  dispose(): void {
    this._running?.abort();
    Signal.clearData(this);
  }

  private _typed(): Tried | undefined {
    const { type } = this.module.input;
    if (type === 'text' && this._text.trim() !== '') return { input: { value: this._text }, name: '' };
    if (type === 'row' && Object.keys(this._row).length > 0)
      return { input: { value: rowValue(this._row) }, name: '' };
    return undefined;
  }

  private _wish(trans: TranslationBundle): string {
    const { examples, input } = this.module;
    if (input.type === 'text') return trans.__('Type a text, or drop a file.');
    if (input.type === 'row') return trans.__('Fill in the row, or drop a file.');
    return examples.length > 0 ? trans.__('Click an example, or drop a file.') : trans.__('Drop a file.');
  }

  /** Said before anything is copied. */
  private _tooMany({ length }: readonly unknown[], trans: TranslationBundle): boolean {
    if (length <= mostPaths) return false;
    this._refuse(
      trans.__('%1 files are too many to show at once: at most %2.', length, mostPaths),
      trans.__('Drop fewer, or put them into a folder and run predictAll on it in a notebook.')
    );
    return true;
  }

  private _refuse(message: string, hint: string): void {
    this._running?.abort();
    this._set({ status: 'failed', error: { name: 'SondeError', message, hint }, again: false });
  }

  private _choose(tried: Tried | undefined): void {
    this._tried = tried;
    this._notUploaded = undefined;
    this._changed.emit();
  }

  /** What ran before is no longer waited for. */
  private _begin(doing: 'upload' | 'predict'): AbortSignal {
    this._running?.abort();
    if (this._state.status !== 'running') this._before = this._state;
    this._running = new AbortController();
    this._set({ status: 'running', doing });
    return this._running.signal;
  }

  private _ended(signal: AbortSignal): boolean {
    return signal.aborted;
  }

  private _fail(signal: AbortSignal, thrown: unknown): void {
    if (signal.aborted) return;
    const error = inWords(toErrorRecord(thrown), this._tried);
    const known = new Set(this.fields.map(field => field.name));
    const ofFields = Object.entries(error.fields ?? {}).filter(([name]) => known.has(name));
    this._fieldErrors = Object.fromEntries(ofFields.map(([name, said]) => [name, said.join('; ')]));
    this._set({ status: 'failed', error, again: true });
  }

  private _set(state: TryState): void {
    this._state = state;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _state: TryState = { status: 'idle' };
  private _before: TryState = { status: 'idle' };
  private _tried: Tried | undefined;
  private _notUploaded: readonly File[] | undefined;
  private _options: Texts;
  private _text: string;
  private _row: RowTexts;
  private _fieldErrors: Record<string, string> = {};
  private _running: AbortController | undefined;
}

/** One file by its name; several are counted, and answered with a gallery. */
function filesTried(paths: readonly string[], trans: TranslationBundle, name?: string): Tried | undefined {
  const [path] = paths;
  if (path === undefined) return undefined;
  if (paths.length === 1) return { input: { path }, name: name ?? path.split('/').at(-1) ?? path };
  return { input: { paths: [...paths] }, name: trans.__('%1 files', paths.length) };
}

/** Who dropped a file knows it by its name, not by where we keep it. */
function inWords(error: ErrorRecord, tried: Tried | undefined): ErrorRecord {
  if (!tried || !('path' in tried.input) || !tried.input.path.includes('/uploads/')) return error;
  return { ...error, message: error.message.replaceAll(tried.input.path, tried.name) };
}

/** The columns that a schema names; a module that was trained on some table names none. */
function emptyRow(schema: object): RowTexts {
  return Object.fromEntries(Object.keys((schema as Schema).properties ?? {}).map(name => [name, '']));
}
