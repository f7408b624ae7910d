/** Opens the detector: a network that hears 32 ms at a time and remembers what came before. */
import { openOnnx, type AudioValue, type OnnxTensor, type OpenContext, type Predictor } from '@sonde/toolkit';
import type { PredictOptions } from './arguments.js';
import { speechRegions } from './regions.js';
import { Speech } from './speech.js';
import { weightPaths } from './weights.js';

/** Samples per second that the network takes. */
const rate = 16000;
/** Samples of a frame, and how many of the frame before are put in front of it. */
const [step, context] = [512, 64];
/** Frames per run: 16 s, so that an hour needs no more memory than a minute. */
const block = 512;

export async function openPredictor({
  weights,
  device
}: OpenContext): Promise<Predictor<AudioValue, PredictOptions, Speech>> {
  const network = await openOnnx(await weights(weightPaths.onnx), { prefer: device });
  return {
    device: network.device,
    async predict(audio, options) {
      const started = performance.now();
      const probabilities = await hear(audio.resampled(rate).samples);
      const regions = speechRegions(probabilities, step / rate, audio.seconds, options);
      return new Speech({
        audio,
        regions,
        probabilities,
        frame: step / rate,
        ms: performance.now() - started,
        device: network.device
      });
    },
    dispose: () => void network.close()
  };

  async function hear(samples: Float32Array): Promise<Float32Array> {
    const frames = Math.ceil(samples.length / step);
    const probabilities = new Float32Array(frames);
    let [h, c] = [zeros(), zeros()];
    for (let first = 0; first < frames; first += block) {
      const count = Math.min(block, frames - first);
      const out = await network.run({ input: framed(samples, first, count), h, c });
      probabilities.set(out['speech_probs']!.data as Float32Array, first);
      [h, c] = [out['hn']!, out['cn']!];
    }
    return probabilities;
  }
}

/** What the network remembers before it has heard anything. */
function zeros(): OnnxTensor {
  return { data: new Float32Array(128), dims: [1, 1, 128] };
}

/** Frames from number `first` on, each with the end of the one before; before the start and after the end is silence. */
function framed(samples: Float32Array, first: number, count: number): OnnxTensor {
  const width = context + step;
  const data = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const from = (first + i) * step - context;
    const begin = Math.max(0, from);
    data.set(samples.subarray(begin, from + width), i * width + begin - from);
  }
  return { data, dims: [count, width] };
}
