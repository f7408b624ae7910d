import { describe, expect, it } from '@jest/globals';
import { align, charts, formatValue } from './series.js';

describe('charts', () => {
  it('pairs training and held-out curves; loss first, accuracy second', () => {
    const found = charts({
      val_loss: { points: [[1, 2]] },
      learning_rate: { points: [[1, 0.1]] },
      accuracy: { points: [[1, 0.5]] },
      loss: { points: [[1, 3]] },
      val_accuracy: { points: [] }
    });
    expect(found.map(chart => [chart.name, chart.curves.map(curve => curve.name)])).toEqual([
      ['loss', ['loss', 'val_loss']],
      ['accuracy', ['accuracy', 'val_accuracy']],
      ['learning_rate', ['learning_rate']]
    ]);
    expect(found[0]?.curves.map(curve => curve.heldOut)).toEqual([false, true]);
  });

  it('draws a held-out curve that has no partner', () => {
    expect(charts({ val_loss: { points: [[1, 2]] } })).toMatchObject([
      { name: 'loss', curves: [{ heldOut: true }] }
    ]);
  });
});

describe('align', () => {
  it('puts all curves on one axis, with gaps where one has no value', () => {
    expect(
      align([
        {
          points: [
            [1, 10],
            [2, 20],
            [3, 30]
          ]
        },
        {
          points: [
            [2, 0],
            [4, 40]
          ]
        }
      ])
    ).toEqual([
      [1, 2, 3, 4],
      [10, 20, 30, null],
      [null, 0, null, 40]
    ]);
  });

  it('sorts steps that came out of order and takes the last value of a repeated one', () => {
    expect(
      align([
        {
          points: [
            [3, 1],
            [1, 2],
            [3, 5]
          ]
        }
      ])
    ).toEqual([
      [1, 3],
      [2, 5]
    ]);
  });

  it('is empty for curves without points', () => {
    expect(align([{ points: [] }, { points: [] }])).toEqual([[], [], []]);
  });
});

describe('formatValue', () => {
  it.each([
    ['accuracy', 0.93456, undefined, '93.5 %'],
    ['loss', 0.123456, undefined, '0.123'],
    ['loss', 0, undefined, '0'],
    ['loss', 0.0000123, undefined, '1.23e-5'],
    ['loss', 1234567, undefined, '1.23e+6'],
    ['speed', 51.27, 'images/s', '51.3 images/s']
  ])('writes %s %d (%s) as "%s"', (chart, value, unit, text) => {
    expect(formatValue(chart, value, unit)).toBe(text);
  });
});
