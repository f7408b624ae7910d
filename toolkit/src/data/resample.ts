/**
 * Changes how many samples a second of sound has: a sinc low-pass under a Kaiser window, worked out at the times of the new
 * samples. What the new rate cannot hold is 80 dB down, so that nothing of it comes back as a wrong tone.
 */

/** Samples of the same sound at another rate. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const common = divisor(from, to);
  const [step, phases] = [from / common, to / common];
  const filters = new Array<Float32Array | undefined>(phases);
  const half = Math.ceil(lobes * Math.max(1, from / to));
  const result = new Float32Array(Math.ceil((samples.length * to) / from));
  let whole = 0;
  let phase = 0;
  for (let i = 0; i < result.length; i++) {
    const filter = (filters[phase] ??= filterAt(phase / phases, from, to, half));
    const first = whole - half + 1;
    const begin = Math.max(0, -first);
    const end = Math.min(filter.length, samples.length - first);
    let sum = 0;
    for (let k = begin; k < end; k++) sum += filter[k]! * samples[first + k]!;
    result[i] = sum;
    phase += step;
    while (phase >= phases) {
      phase -= phases;
      whole++;
    }
  }
  return result;
}

/** Zero crossings of the sinc on each side: more make the edge between kept and removed tones steeper. */
const lobes = 32;
/** Kaiser's beta for 80 dB. */
const beta = 7.857;
/** The edge lies a little below half the lower rate, so that the filter has fallen where tones would fold back. */
const edge = 0.92;

/** Weights of the samples around a time that lies `offset` (0 to 1) after one of them. */
function filterAt(offset: number, from: number, to: number, half: number): Float32Array {
  const cutoff = edge * Math.min(1, to / from);
  const weights = Float32Array.from({ length: 2 * half }, (_, k) => {
    const x = k - half + 1 - offset;
    const angle = Math.PI * cutoff * x;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * bessel(beta * Math.sqrt(Math.max(0, 1 - (x / half) ** 2)));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}

/** The modified Bessel function of order 0, as its series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-9 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
