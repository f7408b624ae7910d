/** Training a module from its page: data, arguments, a check of both, and the start of a job. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import { toErrorRecord, trainCell, type ErrorRecord, type JobRecord, type ModuleInfo } from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';
import { fieldsOf, readFields, without, type Field, type Texts } from './form-fields.js';

export type TrainState =
  | { status: 'idle' }
  | { status: 'busy'; doing: 'check' | 'start' }
  | { status: 'checked'; summary: string }
  | { status: 'started'; job: JobRecord }
  | { status: 'failed'; error: ErrorRecord };

export interface TrainMemory {
  data?: string;
  args?: Texts;
}

export class TrainModel {
  constructor(
    private readonly _name: string,
    { source, train }: Pick<ModuleInfo, 'source'> & { train?: ModuleInfo['train'] },
    private readonly _client: Pick<ServiceClient, 'check' | 'submit'>,
    memory: TrainMemory = {}
  ) {
    this._source = source;
    this.about = train!;
    this.fields = fieldsOf(this.about.args);
    this._data = memory.data ?? '';
    this._args = memory.args ?? {};
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  readonly about: NonNullable<ModuleInfo['train']>;
  readonly fields: readonly Field[];

  get state(): TrainState {
    return this._state;
  }

  get data(): string {
    return this._data;
  }

  get args(): Texts {
    return this._args;
  }

  /** Sentences for what is wrong, `data` among them. */
  get fieldErrors(): Readonly<Record<string, string>> {
    return this._fieldErrors;
  }

  get memory(): TrainMemory {
    return { data: this._data, args: this._args };
  }

  setData(path: string): void {
    this._data = path;
    this._touched('data');
  }

  setArg(name: string, text: string): void {
    this._args = { ...this._args, [name]: text };
    this._touched(name);
  }

  async check(trans: TranslationBundle): Promise<void> {
    await this._do('check', trans, async (data, args) => {
      const { summary } = await this._client.check(this._name, { data, args });
      this._set({ status: 'checked', summary });
    });
  }

  /** Starts the job, or says what is wrong. The service checks the data before it makes a job. */
  async start(trans: TranslationBundle): Promise<JobRecord | undefined> {
    let started: JobRecord | undefined;
    await this._do('start', trans, async (data, args) => {
      started = await this._client.submit({
        kind: 'train',
        module: this._name,
        data,
        args,
        // A job's record has the name and version only, which the first source of that name has too.
        ...(this._name.includes('/') && { labels: { source: this._source } })
      });
      this._set({ status: 'started', job: started });
    });
    return started;
  }

  code(trans: TranslationBundle): string {
    const { values } = readFields(this.fields, this._args, trans);
    return trainCell(this._name, this._data || (this.about.dataset.example ?? 'my-data'), values);
  }

  private async _do(
    doing: 'check' | 'start',
    trans: TranslationBundle,
    act: (data: string, args: Record<string, unknown>) => Promise<void>
  ): Promise<void> {
    if (this._state.status === 'busy') return;
    const { values, errors } = readFields(this.fields, this._args, trans);
    const data = this._data.trim();
    if (data === '') errors['data'] = trans.__('Say where the data lies, or use the example data.');
    this._fieldErrors = errors;
    if (Object.keys(errors).length > 0) return this._set({ status: 'idle' });
    this._set({ status: 'busy', doing });
    try {
      await act(data, values);
    } catch (thrown) {
      const error = toErrorRecord(thrown);
      const said = Object.entries(error.fields ?? {}).map(([name, list]) => [name, list.join('; ')] as const);
      this._fieldErrors = Object.fromEntries(said);
      this._set({ status: 'failed', error });
    }
  }

  private _touched(name: string): void {
    this._fieldErrors = without(this._fieldErrors, name);
    this._set({ status: 'idle' });
  }

  private _set(state: TrainState): void {
    this._state = state;
    this._changed.emit();
  }

  private readonly _source: string;
  private readonly _changed = new Signal<this, void>(this);
  private _state: TrainState = { status: 'idle' };
  private _data: string;
  private _args: Texts;
  private _fieldErrors: Record<string, string> = {};
}
