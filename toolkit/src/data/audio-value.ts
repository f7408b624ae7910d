/** A recording in memory, as one channel. In a notebook it shows its waveform and can be played. */
import { jupyterDisplay, SondeError, type Displayable, type MimeBundle } from '@sonde/schema';
import { regionsBundle } from '../plots/regions-bundle.js';
import { resample } from './resample.js';

export interface AudioDetails {
  /** Samples per second. */
  rate: number;
  samples: Float32Array;
  channels?: number;
  source?: string;
}

export class AudioValue implements Displayable {
  /** Samples per second. */
  readonly rate: number;
  /** −1 to 1, the mean of all channels. */
  readonly samples: Float32Array;
  /** How many channels the file had. */
  readonly channels: number;
  /** Where it was read from, for messages: a path or URL. */
  readonly source?: string;

  constructor({ rate, samples, channels = 1, source }: AudioDetails) {
    this.rate = rate;
    this.samples = samples;
    this.channels = channels;
    this.source = source;
  }

  get seconds(): number {
    return this.samples.length / this.rate;
  }

  /** The same sound with `rate` samples per second. */
  resampled(rate: number): AudioValue {
    if (!Number.isInteger(rate) || rate < 1000 || rate > 1e6) {
      throw new SondeError(
        'rate-wrong',
        `A rate of ${rate} is not a whole number from 1,000 to 1,000,000 hertz`,
        {
          hint: 'Usual rates are 8000, 16000, 22050, 44100 and 48000.'
        }
      );
    }
    const { channels, source } = this;
    return new AudioValue({ rate, samples: resample(this.samples, this.rate, rate), channels, source });
  }

  /** Lowest and highest sample of each of up to `stretches` equal stretches. */
  waveform(stretches = 1000): [low: number, high: number][] {
    const { samples } = this;
    const count = Math.min(stretches, samples.length);
    return Array.from({ length: count }, (_, i) => {
      const end = Math.floor(((i + 1) * samples.length) / count);
      let [low, high] = [Infinity, -Infinity];
      for (let at = Math.floor((i * samples.length) / count); at < end; at++) {
        low = Math.min(low, samples[at]!);
        high = Math.max(high, samples[at]!);
      }
      return [round(low), round(high)];
    });
  }

  /** The bytes of a WAV file of it: one channel, 16 bits. */
  toWav(): Uint8Array {
    const { rate, samples } = this;
    const data = Buffer.alloc(44 + 2 * samples.length);
    data.write('RIFF', 0, 'latin1');
    data.writeUInt32LE(36 + 2 * samples.length, 4);
    data.write('WAVEfmt ', 8, 'latin1');
    data.writeUInt32LE(16, 16);
    data.writeUInt16LE(1, 20);
    data.writeUInt16LE(1, 22);
    data.writeUInt32LE(rate, 24);
    data.writeUInt32LE(2 * rate, 28);
    data.writeUInt16LE(2, 32);
    data.writeUInt16LE(16, 34);
    data.write('data', 36, 'latin1');
    data.writeUInt32LE(2 * samples.length, 40);
    samples.forEach((value, i) =>
      data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32767), 44 + 2 * i)
    );
    return data;
  }

  /** A WAV as `data:` URL for a player, or undefined when it would make a notebook heavy. */
  playable(maxBytes = 2e6): string | undefined {
    const isLarge = 2 * this.samples.length > maxBytes;
    if (isLarge && (this.rate <= lowRate || 2 * this.seconds * lowRate > maxBytes)) return undefined;
    const sound = isLarge ? this.resampled(lowRate) : this;
    return `data:audio/wav;base64,${Buffer.from(sound.toWav()).toString('base64')}`;
  }

  [jupyterDisplay](): MimeBundle {
    const { rate, seconds } = this;
    return regionsBundle({
      title: this.toString(),
      audio: this.playable(),
      seconds,
      rate,
      waveform: this.waveform(),
      regions: []
    });
  }

  toString(): string {
    const channels = this.channels === 1 ? 'mono' : `${this.channels} channels mixed to one`;
    const source = this.source ? ` from ${this.source}` : '';
    return `Recording of ${this.seconds.toFixed(2)} s at ${this.rate} Hz, ${channels}${source}`;
  }
}

/** Good enough to hear speech. */
const lowRate = 16000;

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
