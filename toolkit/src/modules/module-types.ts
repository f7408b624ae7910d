/**
 * What a loaded module looks like to the editor: its input, options, output and training arguments, derived from the
 * definition that {@link KnownModules} holds under its name. Types only.
 */
import type { ContainerInfo, DeviceInfo, Displayable, ModuleInfo, Resources } from '@sonde/schema';
import type { Static, TSchema } from '@sinclair/typebox';
import type { Run } from '../jobs/run.js';
import type { Sweep } from '../jobs/sweep.js';
import type { AnyModule, DeviceChoice, Predictor, TrainResult } from './define-module.js';
import type { Explanation } from './explanation.js';
import type { KnownArguments, KnownContainers, KnownModules } from './known-modules.js';
import type { Results } from './results.js';

/** Names that the editor offers; any other string is looked up in the catalogue as well. */
export type ModuleName = Extract<keyof (KnownModules & KnownContainers), string>;

/** A name for `load`: the editor offers the known ones, and takes any other. */
// eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- not empty once @sonde/modules is there
export type OfferedName = ModuleName | (string & {});

/** A module, ready to be used. Its weights are opened by the first `predict`. */
export interface Module<Name extends string = string> extends Displayable {
  readonly name: string;
  readonly version: string;
  /** Runs the module on one input: a path, bytes, a row; what it takes, `info().input` says. */
  predict(input: InputOf<Name>, options?: OptionsOf<Name>): Promise<OutputOf<Name>>;
  /**
   * Runs the module on many inputs, one after the other. Of a module that takes pictures, a folder of them will do. An
   * input that fails becomes an entry that says why; the others go on.
   *
   * @example
   * const found = await model.predictAll('photos');
   * for (const { name, output } of found) console.log(name, String(output));
   */
  predictAll(
    inputs: readonly InputOf<Name>[] | string,
    options?: OptionsOf<Name>
  ): Promise<Results<OutputOf<Name>>>;
  /**
   * Starts a training as a job of its own and, in a notebook, draws it live. Resolves when the job is submitted; wait
   * for its end with `await run.result()`.
   */
  train(data: string, args?: TrainArgsOf<Name>): Promise<Run<Name>>;
  /**
   * Starts one training for each combination of the arguments that are lists, and draws them beside each other.
   *
   * @example
   * const sweep = await module.sweep('iris.csv', { target: 'species', learningRate: [0.1, 0.01] });
   * await sweep.best();
   */
  sweep(data: string, args?: SweepArgsOf<Name>): Promise<Sweep<Name>>;
  /** Says in one line what is in the data, or throws what is wrong with it. Starts nothing. */
  check(data: string, args?: TrainArgsOf<Name>): Promise<string>;
  /**
   * The input of one of the examples that ship with the module, by number from 0: the path of a file, or the text itself
   * for a module that takes text.
   */
  example(number?: number): string;
  /** Schemas, card, weights and examples; of a container, its image and the commands that would run it. */
  info(): InfoOf<Name>;
  /** Opens the weights and says which engine runs them. */
  device(): Promise<DeviceInfo>;
  /** Frees the engine's memory. The next `predict` opens the weights again. */
  dispose(): Promise<void>;
}

/** A module that says which parts of an input speak for its answer. */
export interface Explaining<Name extends string> {
  /**
   * Covers one part of the input after the other and says how much the answer depends on each. In a notebook, the
   * result is drawn over the picture.
   *
   * @example
   * await classifier.why('cat.jpg', { label: 'tiger cat' });
   */
  why(input: InputOf<Name>, options?: WhyOptionsOf<Name>): Promise<Explanation>;
}

/** What `load` gives: a module, with `why` where it can say why, or where the editor does not know whether it can. */
export type Loaded<Name extends string = string> = Module<Name> &
  (Unknown<Name> extends true
    ? Explaining<Name>
    : Definition<Name> extends { explain: object }
      ? Explaining<Name>
      : unknown);

export interface LoadOptions {
  /** Forces an engine; the first `predict` fails loudly when it cannot run. Default 'auto'. */
  device?: DeviceChoice;
  /** Weights from a training instead of the published ones: a run, a job id, or the folder of a trained model. */
  weights?: { readonly id: string } | string;
  /** Where this handle's trainings run, unless one says otherwise. Default 'local'. */
  on?: TargetName;
}

/** Where a job may run: one of the usual targets, or one that `targets.json` in the home names. */
export type TargetName = 'local' | 'docker' | 'slurm' | (string & {});

/** What every training takes beside the module's own arguments. */
export interface TrainOptions {
  /** Where it runs. Default 'local': a process of its own on this machine. */
  on?: TargetName;
  /** Shown in lists; default is made from module and data. */
  title?: string;
  /** What it may use, e.g. `{ cpus: 4, memoryBytes: 8e9, gpus: 1, minutes: 90 }`. */
  resources?: Resources;
  /** What only its target understands, e.g. a Slurm partition. */
  targetOptions?: Record<string, unknown>;
  /** Jobs, or their ids, that must succeed before it starts. */
  after?: readonly (string | { readonly id: string })[];
  /** How often it is started anew when it fails. Default 0. */
  retries?: number;
  /** Of two jobs that wait for one target, the greater goes first. Default 0. */
  priority?: number;
}

type Versionless<Name extends string> = Name extends `${infer Plain}@${string}` ? Plain : Name;
/**
 * What a name is known by. The catalogue's own types name modules of other sources as `source/name` too; those that are built
 * in are always the first of their name.
 */
type Bare<Name extends string> =
  Versionless<Name> extends `built-in/${infer Plain}` ? Plain : Versionless<Name>;
type Definition<Name extends string> =
  Bare<Name> extends infer Plain
    ? Plain extends keyof KnownModules
      ? KnownModules[Plain]
      : AnyModule
    : never;

/** Spells a type out, so that hovering shows fields and not the way they were computed. */
type Spelt<T> = T extends object ? { [Key in keyof T]: T[Key] } : T;
type Unknown<Name extends string> = Bare<Name> extends keyof KnownModules ? false : true;

/** A name that the editor does not know may be that of a container: `'wouldRun' in info` tells. */
export type InfoOf<Name extends string> =
  Bare<Name> extends keyof KnownContainers
    ? ContainerInfo
    : Unknown<Name> extends true
      ? ModuleInfo | ContainerInfo
      : ModuleInfo;

/** What is known of the options with their documentation. Not spelt out: TypeScript 7 loses it in mapped types. */
type Documented<Name extends string> =
  Bare<Name> extends infer Plain
    ? Plain extends keyof KnownArguments
      ? KnownArguments[Plain]
      : undefined
    : undefined;

export type InputOf<Name extends string> =
  Definition<Name> extends { input: { read(value: infer Input): unknown } } ? Input : unknown;

export type OptionsOf<Name extends string> =
  Documented<Name> extends { predict: infer Options }
    ? Options
    : Unknown<Name> extends true
      ? Record<string, unknown>
      : Definition<Name> extends { predictOptions: infer Options extends TSchema }
        ? // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- only before Options is known
          Spelt<Partial<Static<Options>>>
        : never;

export type WhyOptionsOf<Name extends string> =
  Documented<Name> extends { why: infer Options }
    ? Options
    : Unknown<Name> extends true
      ? Record<string, unknown>
      : Definition<Name> extends { explain: { options: infer Options extends TSchema } }
        ? // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- only before Options is known
          Partial<Static<Options>>
        : never;

export type OutputOf<Name extends string> =
  Unknown<Name> extends true
    ? unknown
    : Definition<Name> extends { open(context: never): Promise<Predictor<never, never, infer Output>> }
      ? Output
      : unknown;

/** A module's training arguments (every one has a default or is asked for when it is missing) and {@link TrainOptions}. */
export type TrainArgsOf<Name extends string> =
  Documented<Name> extends { train: infer Args }
    ? Args & TrainOptions
    : Unknown<Name> extends true
      ? Record<string, unknown> & TrainOptions
      : Definition<Name> extends { train?: { args: infer Args extends TSchema } }
        ? Spelt<Partial<Static<Args>> & TrainOptions>
        : TrainOptions;

/** As {@link TrainArgsOf}, where each of the module's own arguments may be a list of values to try. */
export type SweepArgsOf<Name extends string> = {
  [Key in keyof TrainArgsOf<Name>]: Key extends keyof TrainOptions
    ? TrainArgsOf<Name>[Key]
    : TrainArgsOf<Name>[Key] | readonly TrainArgsOf<Name>[Key][];
};

/** What waiting for a module's training answers. */
export type TrainResultOf<Name extends string> =
  Unknown<Name> extends true
    ? TrainResult
    : Definition<Name> extends { train?: { run(context: never): Promise<infer Result> } }
      ? Result
      : TrainResult;
