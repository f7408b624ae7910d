/** Which bundle a view becomes: by its MIME type, or by its fields where only the value is there. */
import { mime, type MimeBundle } from '@sonde/schema';
import { boxesBundle } from './boxes-bundle.js';
import { confusionBundle } from './confusion-bundle.js';
import { galleryBundle } from './gallery-bundle.js';
import { imagesBundle } from './images-bundle.js';
import { keypointsBundle } from './keypoints-bundle.js';
import { labelsBundle } from './labels-bundle.js';
import { masksBundle } from './masks-bundle.js';
import { regionsBundle } from './regions-bundle.js';
import { runBundle } from './run-bundle.js';
import { seriesBundle } from './series-bundle.js';
import { spansBundle } from './spans-bundle.js';
import { tableViewBundle } from './table-view-bundle.js';
import { tensorBundle } from './tensor-bundle.js';
import { whyBundle } from './why-bundle.js';

/** The bundle of a view that says its type; undefined for a type that is not ours. */
export function bundleOf(type: string, view: unknown): MimeBundle | undefined {
  const kind = kinds().find(known => known.type === type);
  return kind?.bundle(view as never);
}

/** The bundle of a value that has the fields of one of our views, or undefined. */
export function viewBundle(value: unknown): MimeBundle | undefined {
  if (!isRecord(value)) return undefined;
  const kind = kinds().find(known => known.has(value));
  return kind?.bundle(value as never);
}

type Fields = Record<string, unknown>;

interface Kind {
  type: string;
  has: (value: Fields) => boolean;
  bundle: (view: never) => MimeBundle;
}

/** In a function, because a gallery is drawn from the bundles of its items and so needs this file itself. */
const kinds = (): readonly Kind[] => [
  { type: mime.run, has: has({ job: 'text', series: 'record' }), bundle: runBundle },
  {
    type: mime.confusion,
    has: has({ counts: 'list', labels: 'list', accuracy: 'number' }),
    bundle: confusionBundle
  },
  { type: mime.boxes, has: has({ image: 'text', boxes: 'list' }), bundle: boxesBundle },
  { type: mime.masks, has: has({ image: 'text', masks: 'list' }), bundle: masksBundle },
  {
    type: mime.keypoints,
    has: has({ image: 'text', bodies: 'list', lines: 'list' }),
    bundle: keypointsBundle
  },
  { type: mime.why, has: has({ image: 'text', heat: 'list', label: 'text' }), bundle: whyBundle },
  {
    type: mime.images,
    has: value => listOf(value['images'], { image: 'text', caption: 'text' }),
    bundle: imagesBundle
  },
  {
    type: mime.regions,
    has: has({ waveform: 'list', regions: 'list', seconds: 'number' }),
    bundle: regionsBundle
  },
  { type: mime.spans, has: has({ text: 'text', spans: 'list' }), bundle: spansBundle },
  { type: mime.table, has: has({ columns: 'list', rows: 'list', total: 'number' }), bundle: tableViewBundle },
  { type: mime.series, has: has({ name: 'text', known: 'list', forecast: 'list' }), bundle: seriesBundle },
  {
    type: mime.tensor,
    has: has({ shape: 'list', dtype: 'text', mean: 'number', values: 'list' }),
    bundle: tensorBundle
  },
  {
    type: mime.gallery,
    has: value => listOf(value['items'], { title: 'text', mime: 'text' }),
    bundle: galleryBundle
  },
  {
    type: mime.labels,
    has: value => listOf(value['labels'], { label: 'text', probability: 'number' }),
    bundle: labelsBundle
  }
];

type Wanted = Record<string, 'text' | 'number' | 'list' | 'record'>;

function has(wanted: Wanted): (value: Fields) => boolean {
  return value =>
    Object.entries(wanted).every(([name, kind]) => {
      const field = value[name];
      if (kind === 'list') return Array.isArray(field);
      if (kind === 'record') return isRecord(field);
      return typeof field === (kind === 'text' ? 'string' : 'number');
    });
}

function listOf(value: unknown, wanted: Wanted): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(one => isRecord(one) && has(wanted)(one));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
