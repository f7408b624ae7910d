/** What our renderers draw: the JSON inside `application/vnd.sonde.*+json`. Every bundle also carries SVG and text. */
import type { ErrorRecord } from './error.js';
import type { JobState } from './state.js';

export const mime = {
  run: 'application/vnd.sonde.run.v1+json',
  labels: 'application/vnd.sonde.labels.v1+json',
  confusion: 'application/vnd.sonde.confusion.v1+json',
  device: 'application/vnd.sonde.device.v1+json',
  boxes: 'application/vnd.sonde.boxes.v1+json',
  masks: 'application/vnd.sonde.masks.v1+json',
  keypoints: 'application/vnd.sonde.keypoints.v1+json',
  images: 'application/vnd.sonde.images.v1+json',
  regions: 'application/vnd.sonde.regions.v1+json',
  spans: 'application/vnd.sonde.spans.v1+json',
  table: 'application/vnd.sonde.table.v1+json',
  series: 'application/vnd.sonde.series.v1+json',
  tensor: 'application/vnd.sonde.tensor.v1+json',
  why: 'application/vnd.sonde.why.v1+json',
  gallery: 'application/vnd.sonde.gallery.v1+json'
} as const;

/** A training run, whole: drawn as live curves. */
export interface RunView {
  job: string;
  title: string;
  /** What runs: name@version of a module, or the kind of job. */
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
  /** What it used at which time (Unix milliseconds), one curve for each measure; only where it was asked for. */
  usage?: UsageCurves;
  result?: unknown;
  error?: Pick<ErrorRecord, 'message' | 'hint'>;
}

export type UsageMeasure = 'cpus' | 'memoryBytes' | 'gpus' | 'gpuMemoryBytes';
export type UsageCurves = Partial<Record<UsageMeasure, [t: number, value: number][]>>;

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

/** A picture that something is drawn over. */
export interface PictureView {
  title?: string;
  /** data: URL of a preview, upright. */
  image: string;
  /** Of the whole picture, in pixels: coordinates are in these. */
  width: number;
  height: number;
  footnote?: string;
}

/** Objects found in a picture (or lines of text: the label is what they say). */
export interface BoxesView extends PictureView {
  boxes: { label: string; score: number; x: number; y: number; width: number; height: number }[];
}

/** Areas of a picture. */
export interface MasksView extends PictureView {
  masks: {
    label: string;
    score?: number;
    /** data: URL of a PNG of the picture's proportions: opaque where the area is. */
    mask: string;
    /** Part of the picture that it covers, 0 to 1. */
    share: number;
  }[];
}

/** Named points of bodies, joined by lines. */
export interface KeypointsView extends PictureView {
  bodies: { score: number; points: { name: string; x: number; y: number; score: number }[] }[];
  /** Pairs of names. */
  lines: [from: string, to: string][];
}

/** Pictures side by side that show the same, such as before and after. */
export interface ImagesView {
  title?: string;
  images: { caption: string; image: string; width: number; height: number }[];
  footnote?: string;
}

/** A sound with what was found in it. */
export interface RegionsView {
  title?: string;
  /** data: URL of a WAV; left out when the sound is long. */
  audio?: string;
  seconds: number;
  /** Samples per second. */
  rate: number;
  /** Lowest and highest sample (−1 to 1) of each of up to 1,000 equal stretches. */
  waveform: [low: number, high: number][];
  /** In seconds from the start. */
  regions: { start: number; end: number; label: string; score?: number }[];
  /** A value over time, e.g. the probability of speech, 0 to 1. */
  curve?: { label: string; points: [second: number, value: number][] };
  footnote?: string;
}

/** A text with marked parts. */
export interface SpansView {
  title?: string;
  text: string;
  /** UTF-16 offsets; `weight` (−1 to 1) says how much the part speaks for (or against) the first label. */
  spans: { start: number; end: number; label?: string; score?: number; weight?: number }[];
  /** Of the text as a whole. */
  labels?: { label: string; probability: number }[];
  footnote?: string;
}

/** Rows with named columns. */
export interface TableView {
  title?: string;
  columns: { name: string; unit?: string }[];
  rows: (string | number | boolean | null)[][];
  /** Rows there are; more than are sent. */
  total: number;
  footnote?: string;
}

/** A time series with its forecast. */
export interface SeriesView {
  title?: string;
  name: string;
  unit?: string;
  /** `at` is an ISO 8601 date or time, or a number. */
  known: { at: string | number; value: number }[];
  /** The band holds `confidence` of what is to be expected. */
  forecast: { at: string | number; value: number; low?: number; high?: number }[];
  /** 0 to 1. */
  confidence?: number;
  footnote?: string;
}

export interface TensorView {
  title?: string;
  shape: number[];
  dtype: string;
  min: number;
  max: number;
  mean: number;
  /** The first values, row by row. */
  values: number[];
  /** data: URL of a heat map of a matrix. */
  image?: string;
  footnote?: string;
}

/** Which parts of a picture speak for a label. */
export interface WhyView extends PictureView {
  label: string;
  probability: number;
  /** Rows of cells, row by row from the top left: how much the probability falls when the cell is covered, −1 to 1. */
  heat: number[][];
  /** How it was found, in a sentence. */
  method: string;
}

/** Many results, each with the bundle that shows it alone. */
export interface GalleryView {
  title?: string;
  items: { title: string; mime: string; view: unknown }[];
  footnote?: string;
}
