/** The published model: which of 40 languages a text is in. */
import type { WeightFile } from '@sonde/schema';

export const weightPaths = {
  model: 'weights/model.json',
  bin: 'weights/weights.bin',
  labels: 'weights/labels.json'
} as const;

const licence = 'Apache-2.0';
const origin =
  'Trained on examples/data/penguins (CC0) by publish.mjs to predict body_mass_g, else with the default arguments';

export const weights: readonly WeightFile[] = [
  {
    path: weightPaths.model,
    sha256: '5abf862c1360c39165e010ad46eede6cbf89acdc8305c4060e0ac4a2f9fa01f5',
    bytes: 543,
    format: 'sonde-model',
    licence,
    origin
  },
  {
    path: weightPaths.bin,
    sha256: '1ee0952044fde2a26cb5516d9368c5af6cb66491eb92aac18d982abefff84d64',
    bytes: 1343648,
    format: 'raw float32',
    licence,
    origin
  },
  {
    path: weightPaths.labels,
    sha256: '361787fb86b8838855cdcb2ad38e04506bf88726f56a445096e6ed37a90c425b',
    bytes: 413,
    format: 'json',
    licence,
    origin
  }
];
