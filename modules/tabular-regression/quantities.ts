/** The answer of the regression: a number for each row, with the band it is expected in. In a notebook it shows itself. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { tableViewBundle, type Row } from '@sonde/toolkit';

export interface Quantity {
  value: number;
  low: number;
  high: number;
}

export class Quantities implements Displayable {
  /** One answer per row, in the rows' order. */
  readonly rows: readonly Quantity[];
  /** Name of the column that was predicted. */
  readonly target: string;
  /** Share of rows whose true value is expected between low and high, 0 to 1. */
  readonly confidence: number;
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #inputs: readonly Row[];

  constructor(details: {
    inputs: readonly Row[];
    rows: Quantity[];
    target: string;
    confidence: number;
    ms: number;
    device: DeviceInfo;
  }) {
    this.#inputs = details.inputs;
    this.rows = details.rows;
    this.target = details.target;
    this.confidence = details.confidence;
    this.ms = details.ms;
    this.device = details.device;
  }

  /** The number predicted for the first row. */
  get value(): number {
    return this.rows[0]?.value ?? NaN;
  }

  /** The first row in words: what an example is compared with. */
  get top(): { label: string } {
    return { label: short(this.value) };
  }

  [jupyterDisplay](): MimeBundle | Promise<MimeBundle> {
    const given = [...new Set(this.#inputs.flatMap(row => Object.keys(row)))];
    return tableViewBundle({
      title: this.target,
      columns: [`predicted ${this.target}`, 'low', 'high', ...given].map(name => ({ name })),
      rows: this.rows
        .slice(0, 1000)
        .map(({ value, low, high }, i) => [
          ...[value, low, high].map(number => Number(short(number))),
          ...given.map(name => this.#inputs[i]?.[name] ?? null)
        ]),
      total: this.rows.length,
      footnote: `low to high holds ${Math.round(100 * this.confidence)} % of the rows · ${this.device.engine}, ${this.ms.toFixed(1)} ms`
    });
  }

  toString(): string {
    return this.rows
      .map(({ value, low, high }) => `${short(value)} (${short(low)} to ${short(high)})`)
      .join('\n');
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
