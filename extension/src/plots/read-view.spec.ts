import { describe, expect, it } from '@jest/globals';
import { SondeError } from '@sonde/schema';
import { readConfusionView, readLabelsView, readRunView } from './read-view.js';

const run = { job: 'j', title: 't', module: 'm@1', state: 'running', series: { loss: { points: [[1, 2]] } } };

describe('readRunView', () => {
  it('reads a whole run', () => {
    const view = readRunView({
      ...run,
      progress: { done: 1, total: 3, unit: 'epochs' },
      error: { message: 'm', hint: 'h' }
    });
    expect(view).toMatchObject({
      ...run,
      progress: { done: 1, total: 3 },
      error: { message: 'm', hint: 'h' }
    });
  });

  it('leaves a gap where a value is not a number', () => {
    const series = { loss: { points: [[1, 2], [2, null], [3, 'x'], 7, [4, 5]] } };
    expect(readRunView({ ...run, series }).series['loss']?.points).toEqual([
      [1, 2],
      [4, 5]
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['text', 'run'],
    ['an unknown state', { ...run, state: 'dancing' }],
    ['a state every object has', { ...run, state: 'toString' }],
    ['no series', { ...run, series: undefined }],
    ['series without points', { ...run, series: { loss: {} } }],
    ['a title that is no text', { ...run, title: { html: '<b>' } }]
  ])('refuses %s with a sentence', (_, value) => {
    expect(() => readRunView(value)).toThrow(SondeError);
    expect(() => readRunView(value)).toThrow(/^Cannot draw this output as a Sonde run view/);
  });
});

describe('readLabelsView', () => {
  const labels = [{ label: 'cat', probability: 0.9 }];

  it('shows pictures that lie in the notebook and fetches no others', () => {
    const image = 'data:image/png;base64,AAAA';
    expect(readLabelsView({ labels, image }).image).toBe(image);
    for (const foreign of [
      'https://example.org/x.png',
      'data:text/html,x',
      'data:image/svg+xml;base64,AA',
      7
    ]) {
      expect(readLabelsView({ labels, image: foreign }).image).toBeUndefined();
    }
  });

  it('names the field that is wrong', () => {
    expect(() => readLabelsView({ labels: [{ label: 'cat' }] })).toThrow('"labels[0].probability"');
  });
});

describe('readConfusionView', () => {
  it('wants a square of numbers', () => {
    const view = {
      labels: ['a', 'b'],
      counts: [
        [1, 0],
        [2, 3]
      ],
      accuracy: 0.8
    };
    expect(readConfusionView(view)).toMatchObject(view);
    expect(() => readConfusionView({ ...view, counts: [[1, 0]] })).toThrow('"counts"');
    expect(() => readConfusionView({ ...view, counts: [[1], [2, 3]] })).toThrow('"counts"');
    expect(() =>
      readConfusionView({
        ...view,
        counts: [
          [1, 'x'],
          [2, 3]
        ]
      })
    ).toThrow('"counts[0][1]"');
  });
});
