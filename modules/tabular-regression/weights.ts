/** The published model: the body mass of penguins. */
import type { WeightFile } from '@sonde/schema';

export const weightPaths = {
  model: 'weights/model.json',
  bin: 'weights/weights.bin',
  labels: 'weights/labels.json'
} as const;

const licence = 'CC0-1.0';
const origin =
  'Trained on examples/data/penguins (CC0) by publish.mjs to predict body_mass_g, else with the default arguments';

export const weights: readonly WeightFile[] = [
  {
    path: weightPaths.model,
    sha256: '3c36bc7981b343f426a6d833e0173b43f4486a42cc8dfca2f764681db48762f0',
    bytes: 2974,
    format: 'sonde-model',
    licence,
    origin
  },
  {
    path: weightPaths.bin,
    sha256: '9e097eb888db11e99bd6cd340a1c17a0dc0968c1b67c79f8e6cf9f4d4dc6afc6',
    bytes: 836,
    format: 'raw float32',
    licence,
    origin
  },
  {
    path: weightPaths.labels,
    sha256: 'd9a1ed4df6200616aeb250be0c3ce8bb428a8b8021cc51daad72cd6402b0bcfc',
    bytes: 16,
    format: 'json',
    licence,
    origin
  }
];
