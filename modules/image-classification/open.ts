/** Opens the classifier: the published one with its 1,000 labels, or one that was trained here. */
import { readFile } from 'node:fs/promises';
import type { DeviceInfo } from '@sonde/schema';
import { openTensorflow, type ImageValue, type OpenContext, type Predictor } from '@sonde/toolkit';
import { loadModel, tensorOf } from '../training/saved-model.js';
import { ranked, softmax } from '../training/softmax.js';
import type { PredictOptions, WhyOptions } from './arguments.js';
import { openBackbone } from './backbone.js';
import { readLayers, weightPaths } from './layers.js';
import { Network } from './network.js';
import { occlusion } from './occlusion.js';
import { interleaved, size, squareOf } from './pixels.js';
import { Predictions } from './predictions.js';

/** What a trained model says of itself in model.json. */
export interface About {
  mode: 'head' | 'full';
  /** sha256 of the published weights it started from. */
  base: string;
}

/** A classifier, whichever weights it has. */
export interface Classifier {
  device: DeviceInfo;
  labels: string[];
  scores(image: ImageValue): Promise<ArrayLike<number>>;
  /** Of squares as the network takes them, all at once. */
  scoresOf(squares: readonly Uint8Array[]): Promise<ArrayLike<number>[]>;
  dispose(): void;
}

export async function openPredictor(
  context: OpenContext
): Promise<Predictor<ImageValue, PredictOptions, Predictions>> {
  const classifier = await openClassifier(context);
  const { device, labels } = classifier;
  return {
    device,
    async predict(image, { top, minProbability = 0 }) {
      const started = performance.now();
      const probabilities = softmax(await classifier.scores(image));
      const best = ranked(labels, probabilities, top).filter(
        ({ probability }) => probability >= minProbability
      );
      return new Predictions({ image, labels: best, ms: performance.now() - started, device });
    },
    explain: (image, options, context) => occlusion(classifier, image, options as WhyOptions, context),
    dispose: () => classifier.dispose()
  };
}

async function openClassifier(context: OpenContext): Promise<Classifier> {
  if (context.trained === undefined) return published(context);
  const model = await loadModel<About>(context.trained, 'image-classification');
  return model.about.mode === 'head' ? withNewHead(context, model) : trainedInFull(context, model);
}

async function published(context: OpenContext): Promise<Classifier> {
  const [backbone, labels] = await Promise.all([
    openBackbone(context),
    context.weights(weightPaths.labels).then(path => readFile(path, 'utf8'))
  ]);
  return {
    device: backbone.device,
    labels: JSON.parse(labels) as string[],
    scores: async image => (await backbone.see(image)).logits,
    scoresOf: async squares => rowsOf((await backbone.run(squares)).logits, squares.length),
    dispose: () => backbone.dispose()
  };
}

type Model = Awaited<ReturnType<typeof loadModel<About>>>;

/** Features from the published network, then one small layer: too small to be worth an engine. */
async function withNewHead(context: OpenContext, model: Model): Promise<Classifier> {
  const backbone = await openBackbone(context);
  const weight = tensorOf(model, 'classifier.weight').data;
  const bias = tensorOf(model, 'classifier.bias').data;
  const head = (features: ArrayLike<number>): ArrayLike<number> =>
    bias.map((start, label) => {
      let sum = start;
      for (let i = 0; i < features.length; i++)
        sum += (weight[label * features.length + i] ?? 0) * (features[i] ?? 0);
      return sum;
    });
  return {
    device: backbone.device,
    labels: model.labels,
    scores: async image => head((await backbone.see(image)).features),
    scoresOf: async squares => rowsOf((await backbone.run(squares)).features, squares.length).map(head),
    dispose: () => backbone.dispose()
  };
}

async function trainedInFull(context: OpenContext, model: Model): Promise<Classifier> {
  const { tf, device } = await openTensorflow(context.device);
  const layers = (await readLayers(context)).map(layer => ({
    ...layer,
    weight: tensorOf(model, `${layer.name}.weight`),
    bias: tensorOf(model, `${layer.name}.bias`)
  }));
  const network = new Network(tf, layers);
  const scoresOf = async (squares: readonly Uint8Array[]): Promise<ArrayLike<number>[]> => {
    const scores = tf.tidy(() => {
      const images = tf.tensor4d(interleaved(squares), [squares.length, size, size, 3]);
      return network.logits(network.features(images));
    });
    const values = (await scores.data()) as Float32Array;
    scores.dispose();
    return rowsOf(values, squares.length);
  };
  return {
    device,
    labels: model.labels,
    scores: async image => (await scoresOf([await squareOf(image)]))[0] ?? [],
    scoresOf,
    dispose: () => network.dispose()
  };
}

function rowsOf(values: Float32Array, rows: number): Float32Array[] {
  const width = values.length / Math.max(1, rows);
  return Array.from({ length: rows }, (_, row) => values.subarray(row * width, (row + 1) * width));
}
