/** What a module says of itself: typed inputs, outputs, training arguments and dataset layout, all JSON Schema. */
import type { TSchema } from '@sinclair/typebox';
import type { Card } from './card.js';

/** Which engine really ran, and why that one. */
export interface DeviceInfo {
  /** e.g. "tensorflow 2.21.0", "onnxruntime 1.30.0", "wasm" */
  engine: string;
  kind: 'cpu' | 'gpu';
  /** Name of the processor or card. */
  device: string;
  threads: number;
  /** One honest sentence. */
  why: string;
}

/** A weight file, named by what is in it. */
export interface WeightFile {
  /** Relative to the module folder. */
  path: string;
  sha256: string;
  bytes: number;
  format: string;
  licence: string;
  /** Where it comes from, and how it was made. */
  origin: string;
  /** Where to fetch it (http or https) when it is not in the module's folder. */
  url?: string;
}

/** What kind of thing an input or output is, so that a renderer or an input control can be chosen. */
export type ValueType =
  // What users have.
  | 'image'
  | 'audio'
  | 'text'
  | 'row'
  | 'table'
  | 'series'
  // What modules find in it.
  | 'labels'
  | 'boxes'
  | 'masks'
  | 'keypoints'
  | 'regions'
  | 'spans'
  | 'tensor'
  | 'json';

export interface PortInfo {
  type: ValueType;
  description: string;
  schema: TSchema;
  /**
   * Of a module that takes text: the endings of the files that it reads itself when it is given their path. Any other file
   * is read for it.
   */
  files?: readonly string[];
}

/** How a dataset must lie on disk for a module to train on it. */
export interface DatasetInfo {
  layout: 'image-folders' | 'csv';
  description: string;
  /** Absolute path of an example that ships with Sonde. */
  example?: string;
}

export interface ExampleInfo {
  title: string;
  /** Absolute path of the example's input file. */
  input: string;
  /** The label expected on top. */
  expected: string;
}

/** Everything the catalogue, the panel and the editor know of a module without running it. */
export interface ModuleInfo {
  name: string;
  version: string;
  /** Absolute folder. */
  folder: string;
  /** Name of the catalogue source it came from. */
  source: string;
  card: Card;
  input: PortInfo;
  output: PortInfo;
  predictOptions: TSchema;
  /** The options of why(), where the module can say which parts of an input speak for its answer. */
  why?: TSchema;
  train?: { args: TSchema; dataset: DatasetInfo; metrics: string[] };
  weights: WeightFile[];
  examples: ExampleInfo[];
}

/** Whether this machine can run a module, and the sentence that says why not. */
export type RunsHere = { runs: true } | { runs: false; why: string };

interface EntryOfCard {
  ok: true;
  name: string;
  version: string;
  /** Name of the catalogue source it came from. */
  source: string;
  /** What to load it by where an earlier source has its name: `source/name`. */
  loadAs?: string;
  card: Card;
  trainable: boolean;
  here: RunsHere;
}

/** A module of Sonde: it runs in a cell. */
export interface ModuleEntry extends EntryOfCard {
  kind: 'module';
  /** What it takes, and what it finds. */
  input: ValueType;
  output: ValueType;
  /** All weight files together. */
  bytes: number;
}

/** A module of AI4OS or DEEP: a container image that serves the DEEPaaS API. */
export interface ContainerEntry extends EntryOfCard {
  kind: 'container';
  /** Its container image, e.g. "ai4oshub/dogs-breed-detector", where the card or its repository tells. */
  image?: string;
}

/** An entry that cannot be used, and what is wrong with it. */
export interface BrokenEntry {
  ok: false;
  name: string;
  source: string;
  /** Folder or address. */
  folder: string;
  problem: string;
}

/** One line of the catalogue. */
export type CatalogueEntry = ModuleEntry | ContainerEntry | BrokenEntry;

/** What the catalogue, the panel and the editor know of a container without running it. */
export interface ContainerInfo extends Omit<ContainerEntry, 'ok'> {
  /** What loading it would run, and where: one command line per way. */
  wouldRun: { where: string; command: string }[];
  /** Markdown, where the source has one. */
  readme?: string;
}

/** How a catalogue source is doing. */
export interface SourceState {
  name: string;
  kind: 'folder' | 'git' | 'http' | 'gitmodules' | 'modules-yml';
  /** Folder or address. */
  location: string;
  /** `fresh` was read now, `cached` is from the disk, `refreshing` is being fetched, `failed` has nothing to show. */
  status: 'fresh' | 'cached' | 'refreshing' | 'failed';
  /** Entries that it holds. */
  entries: number;
  /** ISO 8601, UTC: when what is shown was fetched. */
  fetched?: string;
  /** Why the last refresh failed, and when the next one is tried. */
  problem?: string;
  next?: string;
}
