/**
 * Makes the folders beside this file from the npm package `emoji-datasource-google`.
 *
 *     npm pack emoji-datasource-google@16.0.0 && tar xzf emoji-datasource-google-16.0.0.tgz
 *     node extract.mjs package
 *
 * The pictures are copied as they are. Of a class with more than `most`, evenly spaced ones in Unicode's order are taken.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = process.argv[2] ?? 'package';
const most = 70;

/** Class → sub-categories of Unicode's emoji list. */
const classes = {
  animals: ['animal-mammal', 'animal-bird', 'animal-marine', 'animal-reptile', 'animal-bug'],
  clothing: ['clothing'],
  faces: [
    'face-smiling',
    'face-affection',
    'face-tongue',
    'face-hand',
    'face-neutral-skeptical',
    'face-sleepy',
    'face-unwell',
    'face-concerned',
    'face-negative'
  ],
  flags: ['country-flag'],
  food: ['food-fruit', 'food-vegetable', 'food-prepared', 'food-asian', 'food-sweet'],
  vehicles: ['transport-ground', 'transport-air', 'transport-water']
};

const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
if (version !== '16.0.0') throw new Error(`This is emoji-datasource-google ${version}; 16.0.0 was wanted.`);
const emoji = JSON.parse(readFileSync(join(source, 'emoji.json'), 'utf8')).sort((a, b) => a.sort_order - b.sort_order);

for (const [label, subcategories] of Object.entries(classes)) {
  const all = emoji.filter(one => one.has_img_google && subcategories.includes(one.subcategory));
  const count = Math.min(most, all.length);
  rmSync(join(here, label), { recursive: true, force: true });
  mkdirSync(join(here, label));
  for (let i = 0; i < count; i++) {
    const { image, short_name } = all[Math.floor((i * all.length) / count)];
    copyFileSync(join(source, 'img/google/64', image), join(here, label, `${short_name.replaceAll('+', 'plus')}.png`));
  }
  console.log(`${label}: ${count} of ${all.length}`);
}
