/** Opens the classifier: the published one for languages, or one that was trained here. */
import type { OpenContext, Predictor } from '@sonde/toolkit';
import { publishedFolder } from '../published/small-model.js';
import { inJavaScript, refuseOtherDevices } from '../tabular/network.js';
import { labelledRow } from '../training/labelled.js';
import { loadModel, tensorOf } from '../training/saved-model.js';
import { ranked, softmax } from '../training/softmax.js';
import type { PredictOptions } from './arguments.js';
import { codeOf, hitsOf, type WordHit } from './features.js';
import { TextPredictions, type SpeakingWord } from './text-predictions.js';
import type { About } from './train.js';

export async function openPredictor(
  context: OpenContext
): Promise<Predictor<string[], PredictOptions, TextPredictions>> {
  refuseOtherDevices(context, 'text-classification');
  const model = await loadModel<About>(
    context.trained ?? (await publishedFolder(context)),
    'text-classification'
  );
  const { labels, about } = model;
  const rarity = tensorOf(model, 'rarity').data;
  const weight = tensorOf(model, 'weight').data;
  const bias = tensorOf(model, 'bias').data;

  function classify(text: string, top: number) {
    const hits = hitsOf(text, about.buckets);
    const code = codeOf(hits, rarity);
    const scores = Float64Array.from(bias);
    for (const [bucket, value] of code) {
      for (let i = 0; i < labels.length; i++) {
        scores[i] = (scores[i] ?? 0) + value * (weight[bucket * labels.length + i] ?? 0);
      }
    }
    const answer = labelledRow(ranked(labels, softmax(scores), top));
    const winner = labels.indexOf(answer.label);
    return {
      ...answer,
      words: speaking(hits, code, bucket => favour(bucket, winner))
    };
  }

  /** How much more a bucket speaks for one label than for all on average. */
  function favour(bucket: number, winner: number): number {
    const row = weight.subarray(bucket * labels.length, (bucket + 1) * labels.length);
    return (row[winner] ?? 0) - row.reduce((sum, value) => sum + value, 0) / labels.length;
  }

  return {
    device: inJavaScript,
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown about a text must become a rejection
    async predict(texts, { top }) {
      const started = performance.now();
      const rows = texts.map(text => classify(text, top));
      const ms = performance.now() - started;
      return new TextPredictions({ texts, rows, target: about.target, ms, device: inJavaScript });
    },
    dispose: () => undefined
  };
}

/** Each word's share in the decision, scaled so that the loudest is 1 (or −1: it speaks against). */
function speaking(
  hits: readonly WordHit[],
  code: ReadonlyMap<number, number>,
  favour: (bucket: number) => number
): SpeakingWord[] {
  const times = new Map<number, number>();
  for (const bucket of hits.flatMap(hit => hit.buckets)) times.set(bucket, (times.get(bucket) ?? 0) + 1);
  const weighed = hits.map(({ start, end, buckets }) => ({
    start,
    end,
    weight: buckets.reduce(
      (sum, bucket) => sum + ((code.get(bucket) ?? 0) * favour(bucket)) / (times.get(bucket) ?? 1),
      0
    )
  }));
  const loudest = weighed.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 0) || 1;
  return weighed.map(word => ({ ...word, weight: word.weight / loudest }));
}
