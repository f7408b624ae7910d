import { describe, expect, it } from '@jest/globals';
import { forecastData } from './forecast-data.js';

describe('forecastData', () => {
  it('puts known values and forecast on one axis, joined where one ends', () => {
    const { columns, places, isTime } = forecastData({
      name: 'passengers',
      known: [
        { at: '1960-01-01', value: 1 },
        { at: '1960-02-01', value: 2 }
      ],
      forecast: [{ at: '1960-03-01', value: 3, low: 2, high: 5 }]
    });
    expect(isTime).toBe(true);
    expect(columns[0]).toEqual(places.map(place => Date.parse(String(place)) / 1000));
    expect(columns.slice(1)).toEqual([
      [1, 2, null],
      [null, 2, 3],
      [null, 2, 2],
      [null, 2, 5]
    ]);
  });

  it('takes numbers as steps, and leaves out what is no place', () => {
    const { columns, isTime } = forecastData({
      name: 'load',
      known: [
        { at: 1, value: 5 },
        { at: NaN, value: 6 }
      ],
      forecast: []
    });
    expect([columns[0], isTime]).toEqual([[1], false]);
  });
});
