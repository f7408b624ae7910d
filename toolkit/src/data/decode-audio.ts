/** Decodes sound files to one channel, piece by piece, so that only the file and its mixed samples are in memory at once. */
import { SondeError } from '@sonde/schema';
import { opening, reasonOf } from './fetch-bytes.js';

/** Formats that can be read, for messages. */
export const audioFormats = 'WAV, MP3, FLAC, Ogg Vorbis, Ogg Opus';

export interface DecodedAudio {
  rate: number;
  /** Channels that the file has. */
  channels: number;
  /** The channels' mean. */
  samples: Float32Array;
}

/**
 * @param called how messages name the file, e.g. `"talk.mp3"`
 * @param maxSeconds more than this is refused as soon as it is seen
 */
export async function decodeAudio(
  bytes: Uint8Array,
  called: string,
  maxSeconds: number
): Promise<DecodedAudio> {
  const format = formatOf(bytes);
  if (!format) throw unknown(bytes, called);
  refuseCut(bytes, format, called);
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length); // a Buffer's slice() would not copy
  const decoder = await open[format]();
  const mix = new Mix(called, maxSeconds);
  try {
    for (let at = 0; at < plain.length; at += piece) mix.add(decoder.decode(plain.subarray(at, at + piece)));
    if (decoder.flush) mix.add(decoder.flush());
  } catch (cause) {
    if (cause instanceof SondeError) throw cause;
    throw new SondeError('audio-damaged', `${called} is damaged or breaks off: ${reasonOf(cause)}`, {
      cause,
      hint: 'Get the file again, or try to convert it: ffmpeg -i <file> -c:a pcm_s16le sound.wav'
    });
  } finally {
    decoder.free();
  }
  return mix.whole();
}

/** Bytes that are decoded in one go. */
const piece = 1 << 20;

interface Decoder {
  decode(data: Uint8Array): { channelData: Float32Array[]; sampleRate: number };
  flush?(): { channelData: Float32Array[]; sampleRate: number };
  free(): void;
}

type Format = 'wav' | 'mp3' | 'flac' | 'vorbis' | 'opus';

/** Loaded when first needed: most sounds are WAV, and the others bring a WebAssembly each. */
const open: Record<Format, () => Promise<Decoder>> = {
  wav: async () => (await import('@audio/decode-wav')).decoder(),
  mp3: async () => (await import('@audio/decode-mp3')).decoder(),
  flac: async () => (await import('@audio/decode-flac')).decoder(),
  vorbis: async () => (await import('@audio/decode-vorbis')).decoder(),
  opus: async () => (await import('@audio/decode-opus')).decoder()
};

function formatOf(bytes: Uint8Array): Format | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1');
  if (/^RIFF....WAVE/s.test(head)) return 'wav';
  if (head.startsWith('fLaC')) return 'flac';
  if (head.startsWith('OggS')) {
    return head.includes('OpusHead') ? 'opus' : head.includes('\x01vorbis') ? 'vorbis' : undefined;
  }
  // An ID3 tag, or eleven set bits followed by a layer that is not 0 (AAC's framing has layer 0).
  return /^(ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff])/.test(head) ? 'mp3' : undefined;
}

/** What other files start with, so that the sentence can name the format. */
const foreign: [name: string, start: RegExp][] = [
  ['MP4 or M4A', /^....ftyp/s],
  ['AAC', /^\xff[\xf0\xf1\xf8\xf9]/],
  ['AIFF', /^FORM....AIF/s],
  ['Matroska or WebM', /^.E\xdf\xa3/s],
  ['Windows Media', /^0&\xb2u\x8ef\xcf/],
  ['AMR', /^#!AMR/],
  ['MIDI', /^MThd/],
  ['Ogg', /^OggS/],
  ['RF64 WAV', /^(RF64|RIFX)/],
  ['Sun audio', /^\.snd/]
];

function unknown(bytes: Uint8Array, called: string): SondeError {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const name = foreign.find(([, start]) => start.test(head))?.[0];
  const are = called.startsWith('"') ? 'is' : 'are';
  return name
    ? new SondeError('audio-format', `${called} ${are} ${name}, which cannot be read here`, {
        hint: `Convert it: ffmpeg -i <file> -c:a pcm_s16le sound.wav. Formats that can be read: ${audioFormats}.`
      })
    : new SondeError('audio-unknown', `${called} ${are} not a recording that can be read`, {
        hint: `It starts with ${opening(bytes)}. Formats that can be read: ${audioFormats}.`
      });
}

/** A WAV says at its start how long it is. 0 and nearly 2³¹ or 2³² are what programs write that cannot know yet. */
function refuseCut(bytes: Uint8Array, format: Format, called: string): void {
  if (format !== 'wav') return;
  const stated = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8;
  if (stated <= bytes.length + 1 || stated === 8 || stated > 0x7fff0000) return;
  throw new SondeError(
    'audio-damaged',
    `${called} breaks off: ${bytes.length} of ${stated} bytes are there`,
    { hint: 'Get the file again; it may not have been copied to its end.' }
  );
}

/** Collects pieces of several channels as one. */
class Mix {
  #rate = 0;
  #channels = 0;
  #length = 0;
  #pieces: Float32Array[] = [];

  constructor(
    readonly called: string,
    readonly maxSeconds: number
  ) {}

  add({ channelData, sampleRate }: { channelData: Float32Array[]; sampleRate: number }): void {
    const [first] = channelData;
    if (!first?.length) return;
    this.#rate = sampleRate;
    this.#channels = channelData.length;
    this.#length += first.length;
    if (this.#length > this.maxSeconds * sampleRate) {
      throw new SondeError(
        'audio-too-long',
        `${this.called} lasts longer than the ${duration(this.maxSeconds)} that are read at once`,
        {
          hint: 'Cut it, e.g. ffmpeg -i <file> -f segment -segment_time 1800 part%02d.wav, or pass maxSeconds to readAudio().'
        }
      );
    }
    this.#pieces.push(channelData.length === 1 ? first : mean(channelData));
  }

  whole(): DecodedAudio {
    if (this.#length === 0 || this.#rate === 0) {
      throw new SondeError('audio-empty', `${this.called} holds no sound: 0 seconds`, {
        hint: 'The recording was stopped before it began, or the file was not written to its end.'
      });
    }
    const samples = new Float32Array(this.#length);
    let at = 0;
    for (const one of this.#pieces) {
      samples.set(one, at);
      at += one.length;
    }
    // A sum meets every value once, and one that is no number makes it none.
    if (!Number.isFinite(samples.reduce((sum, value) => sum + value, 0))) {
      throw new SondeError('audio-damaged', `${this.called} holds samples that are not numbers`, {
        hint: 'Write the file again; the program that made it divided by zero.'
      });
    }
    return { rate: this.#rate, channels: this.#channels, samples };
  }
}

function mean(channels: readonly Float32Array[]): Float32Array {
  const sum = Float32Array.from(channels[0]!);
  for (const channel of channels.slice(1)) for (let i = 0; i < sum.length; i++) sum[i]! += channel[i]!;
  for (let i = 0; i < sum.length; i++) sum[i]! /= channels.length;
  return sum;
}

function duration(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}
