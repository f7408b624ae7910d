/**
 * Names the built-in modules for the editor: `load('image-classification')` is typed by what stands here. Their options are
 * in the generated known-arguments.ts: `node modules/generate-types.mjs` writes it anew. Types only.
 */
import type { WhyOptions } from './image-classification/arguments.js';
import type imageClassification from './image-classification/module.js';
import type objectDetection from './object-detection/module.js';
import type poseEstimation from './pose-estimation/module.js';
import type tabularClassification from './tabular-classification/module.js';
import type tabularRegression from './tabular-regression/module.js';
import type textClassification from './text-classification/module.js';
import type textRecognition from './text-recognition/module.js';
import type timeSeriesForecasting from './time-series-forecasting/module.js';
import type voiceActivity from './voice-activity/module.js';
import type { AudioSource, ImageSource } from '@sonde/toolkit';
import type { RowsSource } from './tabular/rows.js';
import type { TextsSource } from './text-classification/texts.js';
import type { SeriesSource } from './time-series-forecasting/series.js';

/** What `read` takes, told more exactly than a definition's own `unknown`. */
interface Reads<Source> {
  input: { read(value: Source): unknown };
}

/** What `why` takes, of a module that has it. */
interface Explains<Options> {
  explain: { options: Options };
}

declare module '@sonde/toolkit' {
  interface KnownModules {
    'image-classification': typeof imageClassification & Reads<ImageSource> & Explains<typeof WhyOptions>;
    'object-detection': typeof objectDetection & Reads<ImageSource>;
    'pose-estimation': typeof poseEstimation & Reads<ImageSource>;
    'tabular-classification': typeof tabularClassification & Reads<RowsSource>;
    'tabular-regression': typeof tabularRegression & Reads<RowsSource>;
    'text-classification': typeof textClassification & Reads<TextsSource>;
    'text-recognition': typeof textRecognition & Reads<ImageSource>;
    'time-series-forecasting': typeof timeSeriesForecasting & Reads<SeriesSource>;
    'voice-activity': typeof voiceActivity & Reads<AudioSource>;
  }
}

export type {} from './known-arguments.js';
export type { Predictions } from './image-classification/predictions.js';
export type { Box } from './object-detection/boxes.js';
export type { Detections } from './object-detection/detections.js';
export type { Body, Point, PointName } from './pose-estimation/bodies.js';
export type { Poses } from './pose-estimation/poses.js';
export type { RowPrediction, RowPredictions } from './tabular-classification/row-predictions.js';
export type { Quantities, Quantity } from './tabular-regression/quantities.js';
export type {
  SpeakingWord,
  TextPrediction,
  TextPredictions
} from './text-classification/text-predictions.js';
export type { Forecast, ForecastValue } from './time-series-forecasting/forecast.js';
export type { LabelProbability } from './training/softmax.js';
export type { TextLine, TextLines } from './text-recognition/text-lines.js';
export type { SpeechRegion } from './voice-activity/regions.js';
export type { Speech } from './voice-activity/speech.js';
export type { AudioSource, ImageSource, RowsSource, SeriesSource, TextsSource };
