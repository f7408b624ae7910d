/** Reads a recording from wherever it is. Whatever is wrong with it becomes a sentence that names it. */
import { SondeError } from '@sonde/schema';
import { AudioValue } from './audio-value.js';
import { decodeAudio } from './decode-audio.js';
import { fetchBytes } from './fetch-bytes.js';

/** A path (relative to the working folder), a URL (`file:`, `http:`, `https:`, `data:`), a file's bytes, or a read recording. */
export type AudioSource = string | URL | Uint8Array | AudioValue;

export interface ReadAudioOptions {
  signal?: AbortSignal;
  /** Longer recordings are refused before they fill the memory. In seconds, default 3,600. */
  maxSeconds?: number;
}

/**
 * Decodes WAV (8 to 32 bits, integer or floating point, A-law, µ-law), MP3, FLAC, Ogg Vorbis and Ogg Opus. Several channels
 * become one: their mean.
 *
 * @example
 * const talk = await readAudio('talk.wav');
 * talk.seconds;
 */
export async function readAudio(source: AudioSource, options: ReadAudioOptions = {}): Promise<AudioValue> {
  if (source instanceof AudioValue) return source;
  const { signal, maxSeconds = 3600 } = options;
  const { bytes, name } = await fetchBytes(source, {
    what: 'A recording',
    reader: 'readAudio()',
    maxBytes: 1e9,
    signal
  });
  signal?.throwIfAborted();
  const called = name === undefined ? 'The bytes given' : `"${name}"`;
  if (bytes.length === 0) {
    throw new SondeError('audio-empty', `${called} hold${name === undefined ? '' : 's'} no sound: 0 bytes`, {
      hint: 'The file was not written to its end; get it again.'
    });
  }
  return new AudioValue({ ...(await decodeAudio(bytes, called, maxSeconds)), source: name });
}
