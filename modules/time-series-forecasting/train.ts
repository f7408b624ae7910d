/** Trains the small network that says how far a series will move from its last season. */
import {
  openTensorflow,
  seededRandom,
  shuffle,
  type QuantityResult,
  type TrainContext
} from '@sonde/toolkit';
import { outputsOf, savedLayers, startingWeights, startFrom, type Layers } from '../tabular/network.js';
import type { TrueExamples } from '../training/descend.js';
import { publishedFolder } from '../published/small-model.js';
import { fitQuantity, meanError } from '../training/fit-quantity.js';
import { loadModel, saveModel } from '../training/saved-model.js';
import type { TrainArgs } from './arguments.js';
import { firstOrigin, look, width, type Look } from './features.js';
import { trainingPlan } from './plan.js';
import { naiveScale } from './season.js';
import { version } from './version.js';

/** What a trained model says of itself in model.json. */
export interface About {
  /** Column that it was trained on; empty when it was many series. */
  target: string;
  season?: number;
}

/** A series with what is to be learnt from it. */
export interface Lesson {
  values: readonly number[];
  season: number;
  horizon: number;
  /** Values from here on are held out. */
  split: number;
}

interface Example extends Look {
  truth: number;
}

const mostTraining = 8000;
const mostHeldOut = 3000;

export async function train(context: TrainContext<TrainArgs>): Promise<QuantityResult> {
  const { series, summary, ...plan } = await trainingPlan(context.data, context.args, context.signal);
  context.log(summary);
  for (const note of series.notes) context.log(note, 'warn');
  const lesson = { ...plan, values: series.values };
  const result = await learn(context, [lesson], { target: series.name, season: plan.season });
  const scale = naiveScale(series.values.slice(0, plan.split), plan.season);
  const { mae, baseline } = result;
  context.log(
    `Off by ${mae.toPrecision(3)} on average in the held-out end; ${baseline.what} is off by ${baseline.mae.toPrecision(3)}.`,
    mae < baseline.mae ? 'info' : 'warn'
  );
  return { ...result, ...(scale > 0 && { mase: mae / scale }) };
}

/** Trains on all lessons together. */
export async function learn(
  context: TrainContext<TrainArgs>,
  lessons: readonly Lesson[],
  about: About
): Promise<QuantityResult> {
  const { args } = context;
  const { tf, device } = await openTensorflow(context.device);
  context.uses(device);
  const random = seededRandom(args.seed);
  const pick = (all: Example[], most: number): Example[] => shuffle(all, random).slice(0, most);
  const share = (most: number): number => Math.ceil(most / Math.min(lessons.length, 20));
  const training = lessons.flatMap(one => pick(examplesOf(one, 'training'), share(mostTraining)));
  const heldOut = lessons.flatMap(one => pick(examplesOf(one, 'held out'), share(mostHeldOut)));
  const read = (some: readonly Example[]): TrueExamples => ({
    truth: some.map(({ truth, base, scale }) => (truth - base) / scale),
    read: positions =>
      tf.tensor2d(
        positions.map(position => some[position]?.features ?? []),
        [positions.length, width]
      )
  });
  const layers: Layers = startingWeights(tf, [width, args.hiddenUnits, 1], args.seed);
  try {
    if (args.start === 'published') {
      const published = await publishedFolder(context);
      startFrom(tf, layers, await loadModel(published, 'time-series-forecasting'));
    }
    const deviation = training.reduce((sum, { scale }) => sum + scale, 0) / training.length;
    const { answers, bestEpoch } = await fitQuantity({
      ...args,
      tf,
      context,
      deviation,
      variables: layers,
      outputs: looks => outputsOf(tf, layers, looks),
      training: read(training),
      heldOut: read(heldOut)
    });
    await saveModel(context.model, {
      module: `time-series-forecasting@${version}`,
      labels: [about.target],
      about,
      tensors: await savedLayers(layers)
    });
    context.log(`Kept the weights of epoch ${bestEpoch}.`);
    const truth = heldOut.map(example => example.truth);
    return {
      kind: 'quantity',
      target: about.target,
      mae: meanError(
        truth,
        heldOut.map(({ base, scale }, i) => base + scale * (answers[i] ?? NaN))
      ),
      baseline: {
        what: (about.season ?? 2) === 1 ? 'repeating the last value' : 'repeating the last season',
        mae: meanError(
          truth,
          heldOut.map(example => example.base)
        )
      },
      examples: { training: training.length, heldOut: heldOut.length }
    };
  } finally {
    tf.dispose(layers);
  }
}

/** One line that says what is in the data, or a sentence that says why it cannot be trained on. */
export async function check(
  data: string,
  args: Pick<TrainArgs, 'value' | 'season' | 'horizon' | 'validationShare'>
): Promise<string> {
  return (await trainingPlan(data, args)).summary;
}

/** Looks ahead whose truth lies before the split, or whose origin and truth lie at or behind it. */
function examplesOf({ values, season, horizon, split }: Lesson, part: 'training' | 'held out'): Example[] {
  const [from, to] = part === 'training' ? [firstOrigin(season), split] : [split - 1, values.length];
  const found: Example[] = [];
  for (let origin = from; origin + 1 < to; origin++) {
    for (let ahead = 1; ahead <= horizon && origin + ahead < to; ahead += 1 + Math.floor(horizon / 12)) {
      const offset = 1 + Math.floor(horizon / 12);
      const further = Math.min(horizon, ahead + (origin % offset)); // another residue at each origin: all are seen
      const truth = origin + further < to ? values[origin + further] : undefined;
      if (truth !== undefined) found.push({ ...look(values, origin, further, season), truth });
    }
  }
  return found;
}
