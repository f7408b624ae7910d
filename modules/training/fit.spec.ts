import { describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTensorflow } from '@sonde/toolkit';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { fit, type FitOptions } from './fit.js';

/** Points left and right of zero, `count` of them. */
async function problem(count: number, changes: Partial<FitOptions> = {}) {
  const { tf } = await openTensorflow();
  const xs = Array.from({ length: count }, (_, i) => (i % 2 ? 1 : -1) * (0.5 + (i % 7) / 7));
  const weight = tf.variable(tf.zeros([1, 2]));
  const metrics: { series: string; step: number; value: number }[] = [];
  const logs: string[] = [];
  const examples = {
    labels: xs.map(x => (x > 0 ? 1 : 0)),
    read: (positions: readonly number[]) =>
      Promise.resolve(tf.tensor2d(positions.map(position => [xs[position] ?? 0])) as Tensor)
  };
  const options: FitOptions = {
    tf,
    variables: [weight],
    logits: inputs => tf.matMul(inputs, weight),
    classes: 2,
    training: examples,
    heldOut: examples,
    epochs: 5,
    batchSize: 4,
    learningRate: 0.1,
    patience: 0,
    seed: 1,
    context: {
      signal: new AbortController().signal,
      metric: (series, step, value) => void metrics.push({ series, step, value }),
      progress: () => undefined,
      checkpoint: () => Promise.resolve(),
      log: text => void logs.push(text)
    },
    ...changes
  };
  return { options, metrics, logs, weight, tf };
}

describe('fit', () => {
  it('learns, and reports every step once, in order', async () => {
    const { options, metrics } = await problem(22);
    const { accuracy, confusion, steps } = await fit(options);
    expect(accuracy).toBe(1);
    expect(confusion).toEqual([
      [11, 0],
      [0, 11]
    ]);
    expect(steps).toBe(30); // 22 examples in batches of 4 are 6 steps, the last one of 2 examples
    const losses = metrics.filter(metric => metric.series === 'loss');
    expect(losses.map(metric => metric.step)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(losses.at(-1)?.value).toBeLessThan(losses[0]?.value ?? 0);
    expect(metrics.filter(metric => metric.series === 'val_loss').map(metric => metric.step)).toEqual([
      6, 12, 18, 24, 30
    ]);
  });

  it('gives the same losses for the same seed', async () => {
    const losses = async (seed: number) => {
      const { options, metrics } = await problem(22, { seed });
      await fit(options);
      return metrics.map(metric => metric.value);
    };
    expect(await losses(3)).toEqual(await losses(3));
    expect(await losses(3)).not.toEqual(await losses(4));
  });

  it('ends when it gets no better, and keeps the best weights', async () => {
    const { options, logs, weight } = await problem(8, { epochs: 50, patience: 2, learningRate: 1e-3 });
    let reads = 0;
    // The held-out labels turn round after the first look: from then on learning makes it worse.
    const { labels, read } = options.heldOut;
    const turned = {
      labels,
      read: async (positions: readonly number[]) => {
        const x = await read(positions);
        return reads++ < 2 ? x : x.neg();
      }
    };
    const { bestEpoch } = await fit({ ...options, heldOut: turned });
    expect(bestEpoch).toBe(1);
    expect(logs[0]).toContain('ended after epoch 3, keeping the weights of epoch 1');
    const [left = 0] = await weight.data();
    expect(Math.abs(left)).toBeLessThan(0.003); // two steps of 0.001, not six
  });

  it('ends after the current batch when stopped', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    const { options, metrics } = await problem(22, { epochs: 1000 });
    const context = {
      ...options.context,
      signal: stop.signal,
      metric: (series: string, step: number, value: number) => {
        metrics.push({ series, step, value });
        if (step === 9) stop.abort(reason);
      }
    };
    await expect(fit({ ...options, context })).rejects.toBe(reason);
    expect(metrics.at(-1)?.step).toBe(9);
  });

  it('goes on from a checkpoint as if it had never been cut off', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sonde-checkpoint-'));
    const whole = await problem(22, { seed: 3 });
    const { steps } = await fit(whole.options);

    const cut = await problem(22, { seed: 3 });
    const stop = new AbortController();
    const keeping = {
      ...cut.options.context,
      signal: stop.signal,
      checkpoint: async (at: { step: number; epoch?: number }, write: (to: string) => Promise<void>) => {
        if (at.epoch !== 2) return;
        await write(folder);
        stop.abort(new Error('cut off'));
      }
    };
    await expect(fit({ ...cut.options, context: keeping })).rejects.toThrow('cut off');

    const rest = await problem(22, { seed: 3 });
    const before = rest.tf.memory().numTensors;
    const context = { ...rest.options.context, resumes: folder };
    const again = await fit({ ...rest.options, context });
    expect(again.steps).toBe(steps);
    expect(rest.logs[0]).toContain('after epoch 2');
    const wanted = whole.metrics.filter(({ step }) => step > 12);
    expect(rest.metrics.map(({ series, step }) => [series, step])).toEqual(
      wanted.map(({ series, step }) => [series, step])
    );
    rest.metrics.forEach(({ value }, i) => expect(value).toBeCloseTo(wanted[i]?.value ?? NaN, 5));
    expect(await rest.weight.data()).toEqual(await whole.weight.data());
    expect(rest.tf.memory().numTensors).toBe(before);
  });

  it('refuses the checkpoint of another network, or a broken one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sonde-checkpoint-'));
    const { options, tf } = await problem(8, { epochs: 1 });
    const { context } = options;
    const keeping = {
      ...context,
      checkpoint: (_: unknown, write: (to: string) => Promise<void>) => write(folder)
    };
    await fit({ ...options, context: keeping });
    const resumed = { ...options, context: { ...context, resumes: folder } };
    const wider = tf.variable(tf.zeros([1, 3]));
    await expect(fit({ ...resumed, variables: [wider] })).rejects.toThrow(
      'is of another network: it has weights of 1 × 2, 1 × 3 are wanted'
    );
    await appendFile(join(folder, 'tensors.bin'), 'x');
    await expect(fit(resumed)).rejects.toThrow('is not what was written');
  });

  it('says so when the loss is no number any more', async () => {
    const { options, tf, weight } = await problem(8);
    const logits = (inputs: Tensor) => tf.matMul<Tensor2D>(inputs.mul<Tensor2D>(NaN), weight);
    await expect(fit({ ...options, logits })).rejects.toThrow('diverged');
  });

  it('leaves no tensors behind', async () => {
    const { options, tf } = await problem(22);
    await fit(options);
    const before = tf.memory().numTensors;
    await fit(options);
    expect(tf.memory().numTensors).toBe(before);
  });
});
