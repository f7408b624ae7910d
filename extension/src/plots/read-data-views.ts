/** Reads views of sounds, texts, tables, series, tensors, and galleries of any of them. */
import type { GalleryView, RegionsView, SeriesView, SpansView, TableView, TensorView } from '@sonde/schema';
import { dataImage, list, number, optionalNumber, optionalText, record, text } from './fields.js';

export function readRegionsView(value: unknown): RegionsView {
  const view = record(value, 'regions');
  const regions = list(view['regions'], 'regions', 'regions').map((each, i) => {
    const region = record(each, 'regions', `regions[${i}]`);
    return {
      start: number(region['start'], 'regions', `regions[${i}].start`),
      end: number(region['end'], 'regions', `regions[${i}].end`),
      label: text(region['label'], 'regions', `regions[${i}].label`),
      score: optionalNumber(region['score'])
    };
  });
  const curve = view['curve'] === undefined ? undefined : record(view['curve'], 'regions', 'curve');
  return {
    title: optionalText(view['title']),
    audio: dataSound(view['audio']),
    seconds: number(view['seconds'], 'regions', 'seconds'),
    rate: number(view['rate'], 'regions', 'rate'),
    waveform: pairs(view['waveform'], 'regions', 'waveform'),
    regions,
    curve: curve && {
      label: text(curve['label'], 'regions', 'curve.label'),
      points: pairs(curve['points'], 'regions', 'curve.points')
    },
    footnote: optionalText(view['footnote'])
  };
}

export function readSpansView(value: unknown): SpansView {
  const view = record(value, 'spans');
  const whole = text(view['text'], 'spans', 'text');
  const spans = list(view['spans'], 'spans', 'spans').map((each, i) => {
    const span = record(each, 'spans', `spans[${i}]`);
    return {
      start: number(span['start'], 'spans', `spans[${i}].start`),
      end: number(span['end'], 'spans', `spans[${i}].end`),
      label: optionalText(span['label']),
      score: optionalNumber(span['score']),
      weight: optionalNumber(span['weight'])
    };
  });
  const labels = list(view['labels'] ?? [], 'spans', 'labels').map((each, i) => {
    const label = record(each, 'spans', `labels[${i}]`);
    return {
      label: text(label['label'], 'spans', `labels[${i}].label`),
      probability: number(label['probability'], 'spans', `labels[${i}].probability`)
    };
  });
  return {
    title: optionalText(view['title']),
    text: whole,
    spans,
    labels,
    footnote: optionalText(view['footnote'])
  };
}

export function readTableView(value: unknown): TableView {
  const view = record(value, 'table');
  const columns = list(view['columns'], 'table', 'columns').map((each, i) => {
    const column = record(each, 'table', `columns[${i}]`);
    return { name: text(column['name'], 'table', `columns[${i}].name`), unit: optionalText(column['unit']) };
  });
  const rows = list(view['rows'], 'table', 'rows').map((row, i) =>
    list(row, 'table', `rows[${i}]`).map(cell =>
      typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null
    )
  );
  return {
    title: optionalText(view['title']),
    columns,
    rows,
    total: number(view['total'], 'table', 'total'),
    footnote: optionalText(view['footnote'])
  };
}

export function readSeriesView(value: unknown): SeriesView {
  const view = record(value, 'series');
  const read = (field: 'known' | 'forecast') =>
    list(view[field], 'series', field).map((each, i) => {
      const point = record(each, 'series', `${field}[${i}]`);
      const at = point['at'];
      return {
        at: typeof at === 'number' ? at : text(at, 'series', `${field}[${i}].at`),
        value: number(point['value'], 'series', `${field}[${i}].value`),
        low: optionalNumber(point['low']),
        high: optionalNumber(point['high'])
      };
    });
  return {
    title: optionalText(view['title']),
    name: text(view['name'], 'series', 'name'),
    unit: optionalText(view['unit']),
    known: read('known'),
    forecast: read('forecast'),
    confidence: optionalNumber(view['confidence']),
    footnote: optionalText(view['footnote'])
  };
}

export function readTensorView(value: unknown): TensorView {
  const view = record(value, 'tensor');
  // A tensor may hold NaN and Infinity, which JSON writes as null: such a value is not a number here either.
  const numberOrNaN = (one: unknown) => (typeof one === 'number' ? one : NaN);
  return {
    title: optionalText(view['title']),
    shape: list(view['shape'], 'tensor', 'shape').map((size, i) => number(size, 'tensor', `shape[${i}]`)),
    dtype: text(view['dtype'], 'tensor', 'dtype'),
    min: numberOrNaN(view['min']),
    max: numberOrNaN(view['max']),
    mean: numberOrNaN(view['mean']),
    values: list(view['values'], 'tensor', 'values').map(numberOrNaN),
    image: dataImage(view['image']),
    footnote: optionalText(view['footnote'])
  };
}

/** The items' own views are read when they are drawn: one that is wrong does not take the others with it. */
export function readGalleryView(value: unknown): GalleryView {
  const view = record(value, 'gallery');
  const items = list(view['items'], 'gallery', 'items').map((each, i) => {
    const item = record(each, 'gallery', `items[${i}]`);
    return {
      title: text(item['title'], 'gallery', `items[${i}].title`),
      mime: text(item['mime'], 'gallery', `items[${i}].mime`),
      view: item['view']
    };
  });
  return { title: optionalText(view['title']), items, footnote: optionalText(view['footnote']) };
}

/** A sound that lies in the notebook; of any other address it is as if there were none. */
function dataSound(value: unknown): string | undefined {
  const isSound = typeof value === 'string' && /^data:audio\/(x-)?(wave?|mpeg|ogg|flac);base64,/.test(value);
  return isSound ? value : undefined;
}

/** Pairs of numbers; where one is missing (NaN, in JSON null) there is a gap. */
function pairs(value: unknown, view: string, field: string): [number, number][] {
  return list(value, view, field).flatMap(pair => {
    if (!Array.isArray(pair) || typeof pair[0] !== 'number' || typeof pair[1] !== 'number') return [];
    return [[pair[0], pair[1]] as [number, number]];
  });
}
