import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jupyterDisplay, mime, type RegionsView, type SondeError } from '@sonde/schema';
import { AudioValue } from './audio-value.js';
import { readAudio, type ReadAudioOptions } from './read-audio.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-audio-'));
});
afterAll(() => rm(folder, { recursive: true }));

const sound = (name: string) => fileURLToPath(new URL(`sounds/${name}`, import.meta.url));

interface WavOptions {
  rate?: number;
  channels?: number;
  bits?: number;
  isFloat?: boolean;
  isExtensible?: boolean;
  /** Bytes that the headers state for the samples, when not the truth. */
  stated?: number;
}

/** A WAV file whose channels are the given functions of time. */
function wav(seconds: number, tones: ((second: number) => number)[], options: WavOptions = {}): Buffer {
  const { rate = 16000, channels = tones.length, bits = 16, isFloat = false, isExtensible = false } = options;
  const width = bits / 8;
  const frames = Math.round(seconds * rate);
  const data = Buffer.alloc(frames * channels * width);
  for (let i = 0; i < frames * channels; i++) {
    const value = tones[i % channels]!(Math.floor(i / channels) / rate);
    const at = i * width;
    if (isFloat && bits === 64) data.writeDoubleLE(value, at);
    else if (isFloat) data.writeFloatLE(value, at);
    else if (bits === 8) data.writeUInt8(Math.round(128 + 127 * value), at);
    else data.writeIntLE(Math.round((2 ** (bits - 1) - 1) * value), at, width);
  }
  const format = Buffer.alloc(isExtensible ? 40 : 16);
  const code = isFloat ? 3 : 1;
  format.writeUInt16LE(isExtensible ? 0xfffe : code, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * channels * width, 8);
  format.writeUInt16LE(channels * width, 12);
  format.writeUInt16LE(bits, 14);
  if (isExtensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(code, 24);
    Buffer.from('000000001000800000aa00389b71', 'hex').copy(format, 26);
  }
  const { stated = data.length } = options;
  const chunks = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format, format.length),
    chunk('LIST', Buffer.from('INFOIART\x02\x00\x00\x00me'), 14),
    chunk('data', data, stated)
  ]);
  return chunk('RIFF', chunks, options.stated ?? chunks.length);
}

function chunk(name: string, content: Buffer, stated: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(stated);
  return Buffer.concat([Buffer.from(name), size, content]);
}

const tone =
  (hertz: number, loudness = 0.5) =>
  (second: number) =>
    loudness * Math.sin(2 * Math.PI * hertz * second);

/** How loud `hertz` is in the middle of a sound: the amplitude of a sine. */
function loudness({ samples, rate }: AudioValue, hertz: number): number {
  const middle = samples.subarray(Math.floor(samples.length / 4), Math.floor((3 * samples.length) / 4));
  let [cosine, sine] = [0, 0];
  middle.forEach((value, i) => {
    cosine += value * Math.cos((2 * Math.PI * hertz * i) / rate);
    sine += value * Math.sin((2 * Math.PI * hertz * i) / rate);
  });
  return (2 * Math.hypot(cosine, sine)) / middle.length;
}

async function failure(source: unknown, options?: ReadAudioOptions): Promise<SondeError> {
  return readAudio(source as string, options).then(
    () => Promise.reject(new Error('It was read.')),
    (error: unknown) => error as SondeError
  );
}

describe('readAudio', () => {
  it.each([
    { bits: 8 },
    { bits: 16 },
    { bits: 24 },
    { bits: 32 },
    { bits: 32, isFloat: true },
    { bits: 64, isFloat: true },
    { bits: 16, isExtensible: true },
    { bits: 24, isExtensible: true },
    { bits: 32, isFloat: true, isExtensible: true },
    { rate: 8000 },
    { rate: 11025 },
    { rate: 44100 },
    { rate: 192000 }
  ])('reads a WAV with %j', async options => {
    const audio = await readAudio(wav(0.5, [tone(440)], options));
    expect(audio.rate).toBe(options.rate ?? 16000);
    expect(audio.seconds).toBeCloseTo(0.5, 3);
    expect(loudness(audio, 440)).toBeCloseTo(0.5, 2);
  });

  it('mixes channels to their mean', async () => {
    const stereo = await readAudio(wav(0.5, [tone(440, 0.4), tone(1000, 0.8)]));
    expect(stereo.channels).toBe(2);
    expect(loudness(stereo, 440)).toBeCloseTo(0.2, 2);
    expect(loudness(stereo, 1000)).toBeCloseTo(0.4, 2);
    const six = await readAudio(
      wav(
        0.1,
        [0, 1, 2, 3, 4, 5].map(() => tone(440)),
        { rate: 48000 }
      )
    );
    expect([six.channels, six.samples.length]).toEqual([6, 4800]);
  });

  it.each([
    ['tone.mp3', 16000],
    ['tone.flac', 16000],
    ['tone.opus', 48000]
  ])('decodes %s', async (name, rate) => {
    const audio = await readAudio(sound(name));
    expect(audio.rate).toBe(rate);
    expect(Math.abs(audio.seconds - 0.5)).toBeLessThan(0.15); // MP3 pads
    expect(loudness(audio, 440)).toBeCloseTo(0.5, 1);
  });

  it('decodes tone.ogg', async () => {
    // In a process of its own: the decoder takes memory from Jest's other realm for something else than memory.
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { readAudio } from ${JSON.stringify(new URL('../../lib/data/read-audio.js', import.meta.url))};
       const { rate, samples } = await readAudio(${JSON.stringify(sound('tone.ogg'))});
       console.log(JSON.stringify({ rate, samples: [...samples] }));`
    ]);
    const { rate, samples } = JSON.parse(stdout) as { rate: number; samples: number[] };
    expect([rate, samples.length]).toEqual([16000, 8000]);
    expect(loudness(new AudioValue({ rate, samples: Float32Array.from(samples) }), 440)).toBeCloseTo(0.5, 2);
  });

  it('reads a path, a file URL, bytes, a data URL and a recording alike', async () => {
    const bytes = wav(0.1, [tone(440)]);
    const path = join(folder, 'tone.wav');
    await writeFile(path, bytes);
    const audio = await readAudio(path);
    expect(audio.source).toBe(path);
    const dataUrl = `data:audio/wav;base64,${bytes.toString('base64')}`;
    for (const source of [pathToFileURL(path), bytes, dataUrl, audio]) {
      expect((await readAudio(source)).samples).toEqual(audio.samples);
    }
  });

  it('reads a WAV whose length its writer could not know', async () => {
    expect((await readAudio(wav(0.25, [tone(440)], { stated: 0xffffffff }))).seconds).toBe(0.25);
  });

  it('shows its waveform and can be played', async () => {
    const bundle = (await readAudio(sound('tone.flac')))[jupyterDisplay]();
    const view = bundle[mime.regions] as RegionsView;
    expect(view).toMatchObject({ seconds: 0.5, rate: 16000, regions: [] });
    expect(view.waveform).toHaveLength(1000);
    expect(Math.max(...view.waveform.map(([, high]) => high))).toBeCloseTo(0.5, 2);
    expect(bundle['text/plain']).toContain('0.50 s at 16000 Hz, mono');
    const again = await readAudio(view.audio!);
    expect(loudness(again, 440)).toBeCloseTo(0.5, 3);
  });

  it('leaves the player out of a long recording', () => {
    const minutes = (n: number) => new AudioValue({ rate: 48000, samples: new Float32Array(48000 * 60 * n) });
    expect(minutes(1).playable()?.length).toBeLessThan(3e6);
    expect(minutes(2).playable()).toBeUndefined();
  });
});

describe('resampled', () => {
  it.each([
    [44100, 16000],
    [8000, 16000],
    [48000, 16000],
    [11025, 48000]
  ])('keeps a tone from %i to %i Hz', async (from, to) => {
    const audio = (await readAudio(wav(0.5, [tone(1000)], { rate: from, bits: 24 }))).resampled(to);
    expect([audio.rate, audio.samples.length]).toEqual([to, Math.ceil((Math.round(0.5 * from) * to) / from)]);
    expect(loudness(audio, 1000)).toBeCloseTo(0.5, 3);
    const middle = audio.samples.length >> 1;
    for (const i of [middle, middle + 1, middle + 7]) {
      expect(audio.samples[i]).toBeCloseTo(tone(1000)(i / to), 2);
    }
  });

  it('removes what the lower rate cannot hold', async () => {
    const audio = await readAudio(wav(0.5, [tone(10000)], { rate: 44100, isFloat: true, bits: 32 }));
    const low = audio.resampled(16000);
    const middle = low.samples.subarray(2000, 6000);
    expect(Math.max(...middle.map(Math.abs))).toBeLessThan(0.5e-3);
  });

  it('refuses what is no rate', async () => {
    const audio = await readAudio(wav(0.1, [tone(440)]));
    expect(() => audio.resampled(0)).toThrow('A rate of 0 is not');
    expect(() => audio.resampled(22050.5)).toThrow('22050.5');
  });
});

describe('what cannot be read', () => {
  it('names an empty, a foreign and a silent file', async () => {
    await writeFile(join(folder, 'empty.wav'), '');
    await writeFile(join(folder, 'page.wav'), '<!doctype html><html></html>');
    await writeFile(join(folder, 'none.wav'), wav(0, [tone(1)]));
    expect((await failure(join(folder, 'empty.wav'))).message).toContain('0 bytes');
    expect((await failure(new Uint8Array())).message).toContain('0 bytes');
    const page = await failure(join(folder, 'page.wav'));
    expect(page.message).toContain('page.wav" is not a recording');
    expect(page.hint).toContain('doctype');
    expect((await failure(join(folder, 'none.wav'))).message).toContain('no sound: 0 seconds');
    expect((await failure(join(folder, 'tonne.wav'))).hint).toContain('"tone.wav"');
  });

  it('says how to convert a format that it does not know', async () => {
    const m4a = Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.from('ftypM4A '), Buffer.alloc(100)]);
    const error = await failure(m4a);
    expect(error.message).toContain('MP4 or M4A');
    expect(error.hint).toContain('ffmpeg -i');
    expect((await failure(Buffer.from('MThd\0\0\0\x06\0\x01'))).message).toContain('MIDI');
  });

  it('refuses a file that breaks off', async () => {
    const whole = wav(0.5, [tone(440)]);
    expect((await failure(whole.subarray(0, 8000))).message).toMatch(/breaks off: 8000 of 160\d\d bytes/);
    expect((await failure(whole.subarray(0, 20))).code).toBe('audio-damaged');
    const flac = await readFile(sound('tone.flac'));
    expect((await failure(flac.subarray(0, 60))).code).toMatch(/^audio-(empty|damaged)$/);
    expect((await failure(Buffer.concat([Buffer.from('ID3'), Buffer.alloc(500)]))).code).toMatch(
      /^audio-(empty|damaged)$/
    );
  });

  it('refuses samples that are no numbers', async () => {
    const error = await failure(wav(0.1, [() => NaN], { bits: 32, isFloat: true }));
    expect(error.message).toContain('not numbers');
  });

  it('refuses more than fits', async () => {
    const error = await failure(wav(3, [tone(440)]), { maxSeconds: 2 });
    expect(error.message).toContain('longer than the 2 seconds');
    expect(error.hint).toContain('maxSeconds');
  });

  it('refuses what is no source of sound', async () => {
    expect((await failure(undefined)).message).toBe('A recording was wanted, not undefined');
    expect((await failure(42)).message).toContain('number 42');
  });

  it('stops when its signal is aborted', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(readAudio(sound('tone.mp3'), { signal })).rejects.toThrow('stop');
  });
});
