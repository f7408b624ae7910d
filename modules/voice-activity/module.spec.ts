import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jupyterDisplay, mime, type RegionsView } from '@sonde/schema';
import { AudioValue, readAudio, validate, type Predictor } from '@sonde/toolkit';
import { refusedFields } from '../spec/refused-fields.js';
import { itShipsItsWeights } from '../spec/ships-weights.js';
import type { PredictOptions } from './arguments.js';
import module from './module.js';
import { speechRegions } from './regions.js';
import type { Speech } from './speech.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const options = (given: object = {}) => validate<PredictOptions>(module.predictOptions, given, 'predict');
const example = (name: string) => readAudio(join(folder, 'examples', name));

let detector: Predictor<AudioValue, PredictOptions, Speech>;
beforeAll(async () => {
  detector = await module.open({ folder, weights: path => Promise.resolve(join(folder, path)) });
});
afterAll(() => detector.dispose());

describe('the detector', () => {
  itShipsItsWeights(module, folder, { onCard: () => true });

  it.each(module.examples.map(one => [one.input, one.expected]))(
    'hears in %s: %s',
    async (input, expected) => {
      const speech = await detector.predict(await module.input.read(join(folder, input)), options());
      expect(speech.summary).toBe(expected);
    }
  );

  it('finds where the sentences of the audiobook begin and end', async () => {
    const { regions, seconds } = await detector.predict(await example('austen.wav'), options());
    const times = regions.flatMap(({ start, end }) => [start, end]);
    [0.23, 2.88, 4.19, 7.26].forEach((second, i) => expect(Math.abs(times[i]! - second)).toBeLessThan(0.07));
    expect(regions.every(({ label, score }) => label === 'speech' && score > 0.9)).toBe(true);
    expect(seconds).toBeCloseTo(5.7, 0);
  });

  it('hears the same at other rates', async () => {
    const audio = await example('austen.wav');
    const expected = (await detector.predict(audio, options())).regions;
    for (const rate of [8000, 44100]) {
      const { regions } = await detector.predict(audio.resampled(rate), options());
      expect(regions).toHaveLength(2);
      regions.forEach(({ start, end }, i) => {
        expect(Math.abs(start - expected[i]!.start)).toBeLessThan(0.3);
        expect(Math.abs(end - expected[i]!.end)).toBeLessThan(0.3);
      });
    }
  });

  it('remembers across the pieces that it works in', async () => {
    const { samples, rate } = await example('austen.wav');
    const long = new Float32Array(samples.length * 5);
    for (let i = 0; i < 5; i++) long.set(samples, i * samples.length);
    const { regions, probabilities } = await detector.predict(
      new AudioValue({ rate, samples: long }),
      options({ minSilence: 0.3 })
    );
    expect(probabilities).toHaveLength(Math.ceil(long.length / 512));
    expect(regions).toHaveLength(10);
  });

  it('hears nothing in silence, in noise and in a click', async () => {
    let seed = 1;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5;
    const noise = Float32Array.from({ length: 32000 }, () => 0.3 * random());
    for (const samples of [new Float32Array(16000), noise, Float32Array.of(1)]) {
      expect((await detector.predict(new AudioValue({ rate: 16000, samples }), options())).summary).toBe(
        'no speech'
      );
    }
  });

  it('draws the regions over the waveform, with the probability', async () => {
    const bundle = (await detector.predict(await example('robot.wav'), options()))[jupyterDisplay]();
    const view = bundle[mime.regions] as RegionsView;
    expect(view.title).toBe('1 stretch of speech: 1.8 of 2.8 s');
    expect(view.regions).toMatchObject([{ label: 'speech' }]);
    expect(view.waveform).toHaveLength(1000);
    expect(view.curve?.points.length).toBe(88);
    expect(view.audio).toMatch(/^data:audio\/wav/);
    expect(bundle['image/svg+xml']).toContain('<svg');
    expect(bundle['text/plain']).toContain('speech');
  });

  it('says what is wrong with a recording', async () => {
    await expect(module.input.read(join(folder, 'README.md'))).rejects.toThrow('is not a recording');
    await expect(module.input.read(3)).rejects.toThrow('A recording was wanted, not number 3');
  });

  it('refuses a GPU', async () => {
    const weights = (path: string) => Promise.resolve(join(folder, path));
    await expect(module.open({ folder, weights, device: 'gpu' })).rejects.toThrow('GPU');
  });

  it('checks its options', () => {
    const wrong = (given: object) => refusedFields(module.predictOptions, given);
    expect(options()).toEqual({ threshold: 0.5, minSpeech: 0.25, minSilence: 0.1, pad: 0.03 });
    expect(wrong({ threshold: 1.5 })?.['threshold']?.[0]).toContain('from 0.05 to 0.95');
    expect(wrong({ minSilence: -1 })).toHaveProperty('minSilence');
    expect(wrong({ treshold: 0.4 })?.['treshold']?.[0]).toContain('"threshold"');
  });
});

describe('stretches of speech', () => {
  const regions = (probabilities: number[], given: object = {}) =>
    speechRegions(
      Float32Array.from(probabilities),
      0.1,
      probabilities.length / 10,
      options({ minSpeech: 0, minSilence: 0.2, pad: 0, ...given })
    ).map(({ start, end }) => [start, end]);

  it('begin at the threshold and end after a pause', () => {
    expect(regions([0, 0.6, 0.9, 0.1, 0.1, 0.1, 0.7, 0])).toEqual([
      [0.1, 0.3],
      [0.6, 0.7]
    ]);
  });

  it('go on over a short pause and a small dip', () => {
    expect(regions([0.9, 0.1, 0.9, 0.4, 0.4, 0.4, 0.9])).toEqual([[0, 0.7]]);
    expect(regions([0.9, 0.1, 0.1, 0.9], { minSilence: 1 })).toEqual([[0, 0.4]]);
  });

  it('are left out when short', () => {
    expect(regions([0.9, 0, 0, 0.9, 0.9, 0.9, 0, 0], { minSpeech: 0.25 })).toEqual([[0.3, 0.6]]);
  });

  it('are padded into the pauses, never into each other or out of the recording', () => {
    expect(regions([0, 0.9, 0, 0, 0.9, 0], { pad: 0.5 })).toEqual([
      [0, 0.3],
      [0.3, 0.6]
    ]);
  });

  it('are none where nothing is heard', () => {
    expect(regions([])).toEqual([]);
    expect(regions([0, 0.2])).toEqual([]);
  });
});
