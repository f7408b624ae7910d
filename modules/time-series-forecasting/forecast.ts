/** The answer of the forecaster: values to come with a band, and how well it did on the past. It shows itself. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { seriesBundle } from '@sonde/toolkit';

export interface ForecastValue {
  /** ISO 8601 date, or date and time; a position counted from 0 where no times are known. */
  at: string | number;
  value: number;
  low: number;
  high: number;
}

export interface TriedOnPast {
  /** Forecasts that were compared with what came. */
  count: number;
  /** Mean absolute error. */
  mae: number;
  /** That of repeating the last season: the one to beat. */
  naiveMae: number;
  /** `mae` in units of the mean step from season to season. */
  mase: number;
}

interface Details {
  name: string;
  unit?: string;
  season: number;
  confidence: number;
  known: { at: string | number; value: number }[];
  forecast: ForecastValue[];
  backtest: TriedOnPast;
  notes: string[];
  ms: number;
  device: DeviceInfo;
}

export class Forecast implements Displayable {
  /** The column that was forecast. */
  readonly name: string;
  readonly values: readonly ForecastValue[];
  /** The step between values, such as "day"; undefined where no times are known. */
  readonly unit: string | undefined;
  /** Values after which the pattern repeats; 1 is none. */
  readonly season: number;
  /** Share of values that are expected to lie between low and high, 0 to 1. */
  readonly confidence: number;
  /** The same forecast, tried on the end of what is known. */
  readonly backtest: TriedOnPast;
  /** What was filled in. */
  readonly notes: readonly string[];
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #known: { at: string | number; value: number }[];

  constructor(details: Details) {
    this.name = details.name;
    this.values = details.forecast;
    this.unit = details.unit;
    this.season = details.season;
    this.confidence = details.confidence;
    this.backtest = details.backtest;
    this.notes = details.notes;
    this.ms = details.ms;
    this.device = details.device;
    this.#known = details.known;
  }

  /** The first value to come, in words: what an example is compared with. */
  get top(): { label: string } {
    return { label: short(this.values[0]?.value ?? NaN) };
  }

  [jupyterDisplay](): MimeBundle | Promise<MimeBundle> {
    const shown = Math.max(200, 6 * this.values.length, 3 * this.season);
    return seriesBundle({
      title: this.name,
      name: this.name,
      known: this.#known.slice(-shown),
      forecast: [...this.values],
      confidence: this.confidence,
      footnote: [this.#judged(), ...this.notes, `${this.device.engine}, ${this.ms.toFixed(0)} ms`].join(' · ')
    });
  }

  toString(): string {
    return this.values
      .map(({ at, value, low, high }) => `${at}  ${short(value)} (${short(low)} to ${short(high)})`)
      .join('\n');
  }

  #judged(): string {
    const { mae, naiveMae, count } = this.backtest;
    const other = this.season === 1 ? 'the last value' : `the last ${this.season} values`;
    return `tried on its past (${count} values): off by ${short(mae)} on average, repeating ${other} by ${short(naiveMae)}`;
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
