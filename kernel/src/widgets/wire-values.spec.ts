import { describe, expect, it } from '@jest/globals';
import type { Attribute } from './model-spec.js';
import { fromWire, toWire } from './wire-values.js';

const of = (type: string): Attribute => ({ type, default: null, wire: type });

describe('values on the wire', () => {
  it.each([
    ['Date', '2026-01-05', { year: 2026, month: 0, date: 5 }],
    ['Time', '14:30', { hours: 14, minutes: 30, seconds: 0, milliseconds: 0 }],
    ['Time', '09:05:07', { hours: 9, minutes: 5, seconds: 7, milliseconds: 0 }],
    ['Time', '00:00:01.250', { hours: 0, minutes: 0, seconds: 1, milliseconds: 250 }],
    [
      'Datetime',
      new Date('2026-11-26T21:05:06.007Z'),
      { year: 2026, month: 10, date: 26, hours: 21, minutes: 5, seconds: 6, milliseconds: 7 }
    ],
    ['Date', null, null],
    ['string', 'as it is', 'as it is']
  ])('are for a %s those of ipywidgets, both ways: %s', (type, value, wire) => {
    expect(toWire(of(type), value)).toEqual(wire);
    expect(fromWire(of(type), wire)).toEqual(value);
  });

  it('come back as typed arrays of the kind there was, where they fit', () => {
    const sent = new Uint8Array(new Float32Array([1, 2]).buffer);
    expect(fromWire(of('any'), sent, new Float32Array())).toEqual(new Float32Array([1, 2]));
    expect(fromWire(of('any'), sent.subarray(0, 3), new Float32Array())).toEqual(sent.subarray(0, 3));
    expect(fromWire(of('any'), sent, 'no array')).toBe(sent);
  });
});
