/**
 * Trains the published model on series that it makes up (trends, seasons, noise), writes it into weights/, and prints what
 * weights.ts must say. Run it after a build, from anywhere: `node modules/time-series-forecasting/publish.mjs`.
 */
import { seededRandom } from '@sonde/toolkit';
import module from '../lib/time-series-forecasting/module.js';
import { learn } from '../lib/time-series-forecasting/train.js';
import { publish } from '../published/publish.mjs';

const random = seededRandom(7);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const between = (low, high) => low + (high - low) * random();

const lessons = Array.from({ length: 400 }, (_, i) => {
  const season = [1, 4, 7, 12, 12, 24, 52][i % 7];
  const length = Math.round(between(6, 14) * Math.max(season, 12));
  const horizon = Math.min(30, Math.max(12, season));
  return { values: madeUp(length, season), season, horizon, split: Math.floor(0.8 * length) };
});
await publish(module, {
  from: import.meta.url,
  data: '',
  args: { start: 'nothing', epochs: 30, batchSize: 256, learningRate: 0.004 },
  train: context => learn(context, lessons, { target: '' })
});

/** A series of a level that wanders or returns, a trend, a season that slowly changes, and noise. */
function madeUp(length, season) {
  const trend = random() < 0.5 ? 0 : normal() * (1.5 / Math.max(season, 12));
  const memory = random() < 0.3 ? 1 : between(0, 0.95);
  const wander = between(0.02, 0.5) * (memory === 1 ? 0.4 : 1);
  const noise = between(0, 0.3);
  const strength = season === 1 ? 0 : between(0.3, 2);
  const waves = Array.from({ length: 3 }, (_, k) => ({
    size: normal() / (k + 1),
    turn: between(0, 2 * Math.PI)
  }));
  let level = 0;
  return Array.from({ length }, (_, t) => {
    level = memory * level + wander * normal();
    const wave = waves.reduce(
      (sum, { size, turn }, k) => sum + size * Math.sin((2 * Math.PI * (k + 1) * t) / season + turn),
      0
    );
    return trend * t + level + strength * wave + noise * normal();
  });
}
