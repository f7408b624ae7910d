// Cards that read like those of the catalogues there are, as many as are wanted, always the same ones. Their words come
// from the real cards of this repository, the subjects from what people train modules on, and a long tail of rare words
// (species, places, authors) follows Zipf's law as it does in real text.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const modules = fileURLToPath(new URL('../modules', import.meta.url));

/** @returns {import('@sonde/schema').ListedEntry[]} */
export function syntheticEntries(count, seed = 1) {
  const chance = random(seed);
  const words = vocabulary(chance);
  const pick = list => list[Math.floor(chance() * list.length)];
  // The n-th most frequent word is drawn n times as rarely as the first.
  const draw = () => words[Math.min(words.length - 1, Math.floor(words.length ** chance()) - 1)];
  const some = (list, most) => [
    ...new Set(Array.from({ length: 1 + Math.floor(chance() * most) }, () => pick(list)))
  ];

  return Array.from({ length: count }, (_, n) => {
    const [task, title] = pick(tasks);
    const subject = pick(subjects);
    const rare = draw();
    const container = chance() < 0.6;
    const summary = `${capital(pick(verbs))} ${subject} ${pick(joints)} ${Array.from({ length: 8 + Math.floor(chance() * 14) }, draw).join(' ')}.`;
    const day = new Date(Date.UTC(2018, 0, 1 + Math.floor(chance() * 3200))).toISOString().slice(0, 10);
    return {
      ok: true,
      kind: container ? 'container' : 'module',
      name: `${slug(subject)}-${slug(title)}-${slug(rare)}-${n}`,
      version: `${Math.floor(chance() * 4)}.${Math.floor(chance() * 9)}.${Math.floor(chance() * 9)}`,
      source: pick(sources),
      trainable: chance() < 0.4,
      here: container
        ? { runs: false, why: 'It is a container image, and Docker is not here' }
        : { runs: true },
      ...(container
        ? { image: `ai4oshub/${slug(subject)}-${n}` }
        : { input: pick(inputs), output: 'labels', bytes: Math.floor(10 ** (4 + chance() * 4)) }),
      card: {
        metadata_version: '2.3.0',
        title: `${capital(subject)} ${title} with ${rare}`,
        summary,
        dates: { created: day, updated: day },
        links: { source_code: `https://github.com/example/${slug(subject)}-${n}` },
        tags: [...new Set(Array.from({ length: 2 + Math.floor(chance() * 4) }, draw))],
        tasks: [task, ...some(taskNames, 2)],
        categories: some(categories, 3),
        libraries: some(libraries, 2),
        license: pick(licences),
        'data-type': some(dataTypes, 2)
      }
    };
  });
}

/** What a person types, key by key: words of cards, halves of words, slips of the finger. */
export const typed = [
  'image classification',
  'imgae segmentation',
  'speech recognition',
  'plankton detection',
  'satellite',
  'time series forecasting',
  'clasification of birds',
  'pytorch',
  'trainable tabular',
  'object detecton',
  'tensorflow image',
  'water quality',
  'text',
  'x-ray pneumonia'
];

/** Every state of the search box while `typed` is typed. */
export const keystrokes = typed.flatMap(text =>
  Array.from({ length: text.length }, (_, end) => text.slice(0, end + 1))
);

function vocabulary(chance) {
  const counts = new Map();
  for (const name of readdirSync(modules, { withFileTypes: true })) {
    if (!name.isDirectory()) continue;
    let text;
    try {
      text = readFileSync(join(modules, name.name, 'ai4-metadata.yml'), 'utf8');
    } catch (error) {
      if (error.code === 'ENOENT') continue;
      throw error;
    }
    const { title, summary, description } = parse(text);
    for (const word of `${title} ${summary} ${description}`.toLowerCase().match(/\p{L}{2,}/gu) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const real = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
  const tail = Array.from({ length: 30_000 }, () => invented(chance));
  return [...new Set([...real, ...tail])];
}

/** A word nobody has used, of two to five syllables. */
function invented(chance) {
  const pick = list => list[Math.floor(chance() * list.length)];
  return Array.from(
    { length: 2 + Math.floor(chance() * 4) },
    () => pick(onsets) + pick(vowels) + pick(codas)
  ).join('');
}

/** mulberry32: the same numbers on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const capital = text => text[0].toUpperCase() + text.slice(1);
const slug = text => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const onsets = 'b c ch d f g gr h k l m n p ph pl qu r s st t th tr v z'.split(' ');
const vowels = 'a a e e i i o u ae ia io ou'.split(' ');
const codas = ['', '', '', 'l', 'm', 'n', 'r', 's', 't', 'x'];
const tasks = [
  ['Computer Vision', 'image classification'],
  ['Computer Vision', 'object detection'],
  ['Computer Vision', 'image segmentation'],
  ['Computer Vision', 'pose estimation'],
  ['Natural Language Processing', 'text classification'],
  ['Natural Language Processing', 'named entity recognition'],
  ['Natural Language Processing', 'speech recognition'],
  ['Time Series', 'time series forecasting'],
  ['Anomaly Detection', 'anomaly detection'],
  ['Regression', 'tabular regression'],
  ['Classification', 'audio classification'],
  ['Generative Models', 'image super-resolution']
];
const taskNames = [
  ...new Set(tasks.map(([name]) => name)),
  'Clustering',
  'Recommender Systems',
  'Dimensionality Reduction',
  'Graph Neural Networks',
  'Optimization',
  'Reinforcement Learning',
  'Transfer Learning',
  'Uncertainty Estimation'
];
const subjects = (
  'plants|dog breeds|birds|phytoplankton|plankton|conus shells|marine litter|seeds|forest fires|satellite images|' +
  'lung x-ray|pneumonia x-ray|retina pictures|skin lesions|cell nuclei|proteins|bird songs|whale calls|speech|' +
  'handwriting|printed text|street signs|road cracks|thermal bridges|crop diseases|wheat heads|bees|pollen|' +
  'water quality|air quality|river levels|energy demand|network traffic|particle tracks|galaxies|sea ice|clouds|' +
  'body poses|faces|vehicles|litter|fish|corals|insects|wood species|legal documents|tweets|clinical notes'
).split('|');
const verbs = [
  'classifies',
  'detects',
  'segments',
  'predicts',
  'recognises',
  'forecasts',
  'estimates',
  'counts'
];
const joints = ['from', 'with', 'for', 'in', 'on', 'by means of', 'trained on', 'using'];
const categories = ['AI4 trainable', 'AI4 inference', 'AI4 pre trained', 'AI4 tools'];
const libraries = [
  'TensorFlow',
  'PyTorch',
  'Keras',
  'Scikit-learn',
  'XGBoost',
  'LightGBM',
  'CatBoost',
  'Other'
];
const licences = ['Apache-2.0', 'MIT', 'BSD-3-Clause', 'GPL-3.0', 'AGPL-3.0', 'CC-BY-4.0'];
const dataTypes = ['Image', 'Text', 'Time Series', 'Tabular', 'Graph', 'Audio', 'Video', 'Other'];
const inputs = ['image', 'audio', 'text', 'row', 'table', 'series'];
const sources = ['built-in', 'ai4os-hub', 'deep', 'team', 'university'];
