/** Opens the classifier: the published one with its 1,000 labels, or one that was trained here. */
import { readFile } from 'node:fs/promises';
import type { DeviceInfo } from '@sonde/schema';
import { openTensorflow, type ImageValue, type OpenContext, type Predictor } from '@sonde/toolkit';
import { loadModel, tensorOf } from '../training/saved-model.js';
import { ranked, softmax } from '../training/softmax.js';
import type { PredictOptions } from './arguments.js';
import { openBackbone } from './backbone.js';
import { readLayers, weightPaths } from './layers.js';
import { Network } from './network.js';
import { interleaved, size, squareOf } from './pixels.js';
import { Predictions } from './predictions.js';

/** What a trained model says of itself in model.json. */
export interface About {
  mode: 'head' | 'full';
  /** sha256 of the published weights it started from. */
  base: string;
}

/** A classifier of one picture at a time. */
interface Classifier {
  device: DeviceInfo;
  labels: string[];
  scores(image: ImageValue): Promise<ArrayLike<number>>;
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
    dispose: () => backbone.dispose()
  };
}

type Model = Awaited<ReturnType<typeof loadModel<About>>>;

/** Features from the published network, then one small layer: too small to be worth an engine. */
async function withNewHead(context: OpenContext, model: Model): Promise<Classifier> {
  const backbone = await openBackbone(context);
  const weight = tensorOf(model, 'classifier.weight').data;
  const bias = tensorOf(model, 'classifier.bias').data;
  return {
    device: backbone.device,
    labels: model.labels,
    async scores(image) {
      const { features } = await backbone.see(image);
      return bias.map((start, label) => {
        let sum = start;
        for (let i = 0; i < features.length; i++)
          sum += (weight[label * features.length + i] ?? 0) * (features[i] ?? 0);
        return sum;
      });
    },
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
  return {
    device,
    labels: model.labels,
    async scores(image) {
      const square = await squareOf(image);
      const scores = tf.tidy(() =>
        network.logits(network.features(tf.tensor4d(interleaved([square]), [1, size, size, 3])))
      );
      const values = await scores.data();
      scores.dispose();
      return values;
    },
    dispose: () => network.dispose()
  };
}
