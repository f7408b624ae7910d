/** The answer: where in a recording is speech. In a notebook it is drawn over the waveform, which can be played. */
import { jupyterDisplay, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { regionsBundle, type AudioValue } from '@sonde/toolkit';
import type { SpeechRegion } from './regions.js';

export interface SpeechDetails {
  audio: AudioValue;
  regions: SpeechRegion[];
  probabilities: Float32Array;
  /** Seconds of a frame. */
  frame: number;
  /** Milliseconds from the decoded recording to the regions. */
  ms: number;
  device: DeviceInfo;
}

export class Speech implements Displayable {
  /** Stretches of speech, in order. */
  readonly regions: readonly SpeechRegion[];
  /** Probability of speech in each 32 ms, 0 to 1. */
  readonly probabilities: Float32Array;
  readonly ms: number;
  readonly device: DeviceInfo;
  readonly #audio: AudioValue;
  readonly #frame: number;

  constructor({ audio, regions, probabilities, frame, ms, device }: SpeechDetails) {
    this.#audio = audio;
    this.#frame = frame;
    this.regions = regions;
    this.probabilities = probabilities;
    this.ms = ms;
    this.device = device;
  }

  get audio(): AudioValue {
    return this.#audio;
  }

  /** How many seconds are speech. */
  get seconds(): number {
    return this.regions.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** e.g. "2 stretches of speech" */
  get summary(): string {
    const { length } = this.regions;
    return length === 0 ? 'no speech' : `${length} ${length === 1 ? 'stretch' : 'stretches'} of speech`;
  }

  [jupyterDisplay](): MimeBundle {
    const { rate, seconds } = this.#audio;
    return regionsBundle({
      title:
        this.regions.length === 0
          ? `${this.summary} in ${seconds.toFixed(1)} s`
          : `${this.summary}: ${this.seconds.toFixed(1)} of ${seconds.toFixed(1)} s`,
      audio: this.#audio.playable(),
      seconds,
      rate,
      waveform: this.#audio.waveform(),
      regions: [...this.regions],
      curve: { label: 'probability of speech', points: this.#curve() },
      footnote: `${this.device.engine}, ${this.ms.toFixed(this.ms < 10 ? 1 : 0)} ms`
    });
  }

  toString(): string {
    const lines = this.regions.map(({ start, end }) => `${start.toFixed(2)} s to ${end.toFixed(2)} s`);
    return [this.summary, ...lines].join('\n');
  }

  /** At most 1,000 points; of frames that share a point, the one where speech is most probable. */
  #curve(): [second: number, value: number][] {
    const each = Math.ceil(this.probabilities.length / 1000);
    return Array.from({ length: Math.ceil(this.probabilities.length / each) }, (_, i) => {
      const highest = Math.max(...this.probabilities.subarray(i * each, (i + 1) * each));
      return [Math.round((i + 0.5) * each * this.#frame * 1000) / 1000, Math.round(highest * 1000) / 1000];
    });
  }
}
