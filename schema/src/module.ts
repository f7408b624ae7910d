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
}

/** What kind of thing an input or output is, so that a renderer or an input control can be chosen. */
export type ValueType = 'image' | 'labels' | 'table' | 'row' | 'text' | 'tensor' | 'json';

export interface PortInfo {
  type: ValueType;
  description: string;
  schema: TSchema;
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
  train?: { args: TSchema; dataset: DatasetInfo; metrics: string[] };
  weights: WeightFile[];
  examples: ExampleInfo[];
}

/** One line of the catalogue: a usable module, or a broken entry that says what is wrong. */
export type CatalogueEntry =
  | ({ ok: true } & Pick<ModuleInfo, 'name' | 'version' | 'source' | 'card'> & { trainable: boolean })
  | { ok: false; name: string; source: string; folder: string; problem: string };
