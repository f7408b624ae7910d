/** From the probability of speech in each frame to stretches of speech. */
import type { PredictOptions } from './arguments.js';

export interface SpeechRegion {
  /** In seconds from the start of the recording. */
  start: number;
  end: number;
  label: 'speech';
  /** Mean probability of speech, 0 to 1. */
  score: number;
}

/** A stretch of frames, `end` not included. */
interface Stretch {
  start: number;
  end: number;
}

/**
 * Speech begins where the probability reaches the threshold, and ends where it stays clearly below it (by 0.15) for as long
 * as a pause: so a probability that trembles around the threshold does not cut a word into pieces.
 *
 * @param frame seconds of a frame
 * @param seconds of the whole recording
 */
export function speechRegions(
  probabilities: Float32Array,
  frame: number,
  seconds: number,
  { threshold, minSpeech, minSilence, pad }: PredictOptions
): SpeechRegion[] {
  const found = stretches(probabilities, threshold, Math.max(1, Math.ceil(minSilence / frame))).filter(
    ({ start, end }) => (end - start) * frame >= minSpeech
  );
  return found.map(({ start, end }, i) => {
    const [before, after] = [found[i - 1]?.end ?? 0, found[i + 1]?.start ?? probabilities.length];
    return {
      start: round(Math.max(0, start * frame - room(start - before, i > 0))),
      end: round(Math.min(seconds, end * frame + room(after - end, i < found.length - 1))),
      label: 'speech',
      score: round(mean(probabilities.subarray(start, end)))
    };
  });

  /** Neighbours share the pause between them. */
  function room(frames: number, hasNeighbour: boolean): number {
    return hasNeighbour ? Math.min(pad, (frames * frame) / 2) : pad;
  }
}

function stretches(probabilities: Float32Array, threshold: number, pause: number): Stretch[] {
  const low = Math.max(0.01, threshold - 0.15);
  const found: Stretch[] = [];
  let start = -1;
  let quiet = -1;
  probabilities.forEach((probability, i) => {
    if (probability >= threshold) {
      if (start < 0) start = i;
      quiet = -1;
    } else if (start >= 0 && probability < low) {
      if (quiet < 0) quiet = i;
      if (i + 1 - quiet < pause) return;
      found.push({ start, end: quiet });
      start = quiet = -1;
    }
  });
  if (start >= 0) found.push({ start, end: quiet < 0 ? probabilities.length : quiet });
  return found;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
