/**
 * Reads what an output claims to be a view of ours. A notebook may come from anybody, so nothing of it is taken on
 * trust: what is missing or of the wrong kind ends in a sentence instead of a broken page.
 */
import { jobStates, type ConfusionView, type JobState, type LabelsView, type RunView } from '@sonde/schema';
import { dataImage, list, number, optionalNumber, optionalText, record, text, wrong } from './fields.js';

export function readRunView(value: unknown): RunView {
  const view = record(value, 'run');
  const state = view['state'];
  if (typeof state !== 'string' || !Object.hasOwn(jobStates, state)) throw wrong('run', 'state');
  const series = record(view['series'], 'run', 'series');
  const error = view['error'] === undefined ? undefined : record(view['error'], 'run', 'error');
  return {
    job: text(view['job'], 'run', 'job'),
    title: text(view['title'], 'run', 'title'),
    module: text(view['module'], 'run', 'module'),
    state: state as JobState,
    reason: optionalText(view['reason']),
    progress: readProgress(view['progress']),
    started: optionalText(view['started']),
    finished: optionalText(view['finished']),
    device: optionalText(view['device']),
    series: Object.fromEntries(Object.entries(series).map(([name, curve]) => [name, readCurve(name, curve)])),
    result: view['result'],
    error: error && {
      message: text(error['message'], 'run', 'error.message'),
      hint: optionalText(error['hint'])
    }
  };
}

export function readLabelsView(value: unknown): LabelsView {
  const view = record(value, 'labels');
  const labels = list(view['labels'], 'labels', 'labels').map((each, row) => {
    const label = record(each, 'labels', `labels[${row}]`);
    return {
      label: text(label['label'], 'labels', `labels[${row}].label`),
      probability: number(label['probability'], 'labels', `labels[${row}].probability`)
    };
  });
  return {
    title: optionalText(view['title']),
    image: dataImage(view['image']),
    width: optionalNumber(view['width']),
    height: optionalNumber(view['height']),
    labels,
    footnote: optionalText(view['footnote'])
  };
}

export function readConfusionView(value: unknown): ConfusionView {
  const view = record(value, 'confusion');
  const labels = list(view['labels'], 'confusion', 'labels').map((label, i) =>
    text(label, 'confusion', `labels[${i}]`)
  );
  const counts = list(view['counts'], 'confusion', 'counts').map((row, i) =>
    list(row, 'confusion', `counts[${i}]`).map((count, j) => number(count, 'confusion', `counts[${i}][${j}]`))
  );
  if (counts.length !== labels.length || counts.some(row => row.length !== labels.length)) {
    throw wrong('confusion', 'counts');
  }
  return {
    title: optionalText(view['title']),
    labels,
    counts,
    accuracy: number(view['accuracy'], 'confusion', 'accuracy')
  };
}

function readProgress(value: unknown): RunView['progress'] {
  if (value === undefined || value === null) return undefined;
  const progress = record(value, 'run', 'progress');
  return {
    done: number(progress['done'], 'run', 'progress.done'),
    total: optionalNumber(progress['total']),
    unit: optionalText(progress['unit']),
    text: optionalText(progress['text'])
  };
}

function readCurve(name: string, value: unknown): RunView['series'][string] {
  const curve = record(value, 'run', `series.${name}`);
  const points = list(curve['points'], 'run', `series.${name}.points`).flatMap(point => {
    // A loss that left the numbers is NaN or Infinity, which JSON writes as null: a gap in the curve, not an error.
    if (!Array.isArray(point) || typeof point[0] !== 'number' || typeof point[1] !== 'number') return [];
    return [[point[0], point[1]] as [number, number]];
  });
  return { unit: optionalText(curve['unit']), points };
}
