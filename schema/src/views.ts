/** What our renderers draw: the JSON inside `application/vnd.sonde.*+json`. Every bundle also carries SVG and text. */
import type { ErrorRecord } from './error.js';
import type { JobState } from './state.js';

export const mime = {
  run: 'application/vnd.sonde.run.v1+json',
  labels: 'application/vnd.sonde.labels.v1+json',
  confusion: 'application/vnd.sonde.confusion.v1+json',
  device: 'application/vnd.sonde.device.v1+json'
} as const;

/** A training run, whole: drawn as live curves. */
export interface RunView {
  job: string;
  title: string;
  module: string;
  state: JobState;
  reason?: string;
  progress?: { done: number; total?: number; unit?: string; text?: string };
  /** ISO 8601, UTC. */
  started?: string;
  finished?: string;
  device?: string;
  /** Curves, already decimated. Charts group series whose name differs only by a "val_" prefix. */
  series: Record<string, { unit?: string; points: [step: number, value: number][] }>;
  result?: unknown;
  error?: Pick<ErrorRecord, 'message' | 'hint'>;
}

/** Labels with probabilities, drawn beside the image they belong to. */
export interface LabelsView {
  title?: string;
  /** data: URL of a small preview, upright. */
  image?: string;
  width?: number;
  height?: number;
  labels: { label: string; probability: number }[];
  /** e.g. "onnxruntime 1.30.0, 8 ms" */
  footnote?: string;
}

/** Rows are true classes, columns predicted ones, cells counts of held-out examples. */
export interface ConfusionView {
  title?: string;
  labels: string[];
  counts: number[][];
  accuracy: number;
}
