/**
 * How a module is written: one object that says what goes in, what comes out, what can be chosen and how to train.
 * The form, the validation, the API page and the editor's completions are all derived from it.
 */
import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { DatasetInfo, DeviceInfo, PortInfo, WeightFile } from '@sonde/schema';
import type { Explanation } from './explanation.js';

/** Typed inference of one opened module: weights are loaded, an engine is chosen. */
export interface Predictor<Input, Options, Output> {
  /** What really runs it. */
  readonly device: DeviceInfo;
  predict(input: Input, options: Options): Promise<Output>;
  /** Says which parts of an input speak for a label; where the module's definition has `explain`. */
  explain?(input: Input, options: unknown, context: ExplainContext): Promise<Explanation>;
  dispose(): void;
}

/** What a module may use while it looks for reasons, which takes many predictions. */
export interface ExplainContext {
  /** Aborted when the cell is interrupted: end by throwing `signal.reason`. */
  signal?: AbortSignal;
  progress(done: number, total: number): void;
}

/** What a module may use while it opens. */
export interface OpenContext {
  /** Absolute folder of the module. */
  folder: string;
  /** Absolute path of one of the module's weight files, its sha256 checked. */
  weights(path: string): Promise<string>;
  /** Absolute folder of a trained model (what `train` wrote into `context.model`), or undefined for the published one. */
  trained?: string;
  /** Forces an engine; it fails loudly when that engine cannot run. Default 'auto'. */
  device?: DeviceChoice;
}

export type DeviceChoice = 'auto' | 'cpu' | 'gpu' | 'wasm';

/** What a training may use. It runs in a process of its own; everything it reports becomes an event of the job. */
export interface TrainContext<Args> {
  folder: string;
  weights(path: string): Promise<string>;
  trained?: string;
  device?: DeviceChoice;
  /** Absolute path of the dataset. */
  data: string;
  args: Args;
  /** Aborted when the job shall stop: end after the current batch by throwing `signal.reason`. */
  signal: AbortSignal;
  /** Absolute folder, already made, in which to write the trained model. */
  model: string;
  /** Absolute folder with the checkpoint to go on from, as `checkpoint` wrote it; absent when the training begins. */
  resumes?: string;
  /**
   * Keeps what the training needs to go on from here when it is cut off; call it after each epoch. `write` fills the folder it
   * is given; it is not called each time, so that it costs little.
   */
  checkpoint(at: { step: number; epoch?: number }, write: (folder: string) => Promise<void>): Promise<void>;
  metric(series: string, step: number, value: number, options?: { epoch?: number }): void;
  progress(done: number, total?: number, options?: { unit?: string; text?: string }): void;
  log(text: string, level?: 'info' | 'warn' | 'error'): void;
  /** Says which device really trains; call it once, before the first batch. */
  uses(device: DeviceInfo): void;
}

/** What a training returns: enough to judge it without opening the model. */
export type TrainResult = ClassResult | QuantityResult;

/** Of a module that tells classes apart. */
export interface ClassResult {
  kind: 'classes';
  /** Class names in the order of the model's outputs. */
  labels: string[];
  /** Share of held-out examples that were right, 0 to 1. */
  accuracy: number;
  /** Held-out examples: rows true class, columns predicted class. */
  confusion: number[][];
  examples: { training: number; heldOut: number };
}

/** Of a module that predicts numbers. */
export interface QuantityResult {
  kind: 'quantity';
  /** What was predicted: the name of a column. */
  target: string;
  /** Mean absolute error on held-out examples, in the target's own unit. */
  mae: number;
  /** The error of an answer that needs no training, such as the mean, on the same examples: the one to beat. */
  baseline: { what: string; mae: number };
  /** Share of the held-out variance that is explained: 1 is perfect, 0 no better than the mean. */
  r2?: number;
  /** Of a forecast: its error divided by that of the seasonal naive forecast one step ahead in the training part. */
  mase?: number;
  examples: { training: number; heldOut: number };
}

export interface ModuleDefinition<
  Input = unknown,
  Options extends TObject = TObject,
  Output = unknown,
  Args extends TObject = TObject,
  Result extends TrainResult = TrainResult
> {
  /** As in the catalogue; also the folder's name. */
  name: string;
  /** Semantic version. */
  version: string;
  /** `read` turns what a user passes (path, URL, bytes, row, …) into the typed input, or throws a sentence. */
  input: PortInfo & { read(value: unknown): Promise<Input> };
  output: PortInfo;
  predictOptions: Options;
  weights: readonly WeightFile[];
  /** `input` is relative to the module folder. */
  examples: readonly { title: string; input: string; expected: string }[];
  open(context: OpenContext): Promise<Predictor<Input, Static<Options>, Output>>;
  /** Of a module whose predictor has `explain`: what can be chosen, as a schema. The module's handle then has `why`. */
  explain?: { options: object };
  train?: {
    args: Args;
    /** `example` is relative to the module folder. */
    dataset: DatasetInfo;
    metrics: readonly string[];
    /** Throws a sentence when the data cannot be trained on; runs before a job is made. Returns one line of summary. */
    check(data: string, args: Static<Args>): Promise<string>;
    run(context: TrainContext<Static<Args>>): Promise<Result>;
  };
  /** TypeScript of the notebook's cells for "Open notebook", after the title: each string is a cell. */
  notebook: readonly { markdown?: string; code?: string }[];
}

/**
 * Declares a module. It only types its argument.
 *
 * @example
 * export default defineModule({ name: 'tabular-classification', version: '1.0.0', ... });
 */
export function defineModule<
  Input,
  Options extends TObject,
  Output,
  Args extends TObject,
  Result extends TrainResult
>(
  definition: ModuleDefinition<Input, Options, Output, Args, Result>
): ModuleDefinition<Input, Options, Output, Args, Result> {
  return definition;
}

/** Any module, when its types are not known. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one place where the types of a module are forgotten
export type AnyModule = ModuleDefinition<any, any, any, any, any>;

export type { Static, TObject, TSchema };
