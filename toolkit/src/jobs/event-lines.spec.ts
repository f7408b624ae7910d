import { describe, expect, it } from '@jest/globals';
import type { JobEvent } from '@sonde/schema';
import { EventLines, parseEvent } from './event-lines.js';

const events: JobEvent[] = [
  { t: 1, kind: 'state', state: 'queued' },
  { t: 2, kind: 'log', level: 'info', text: 'déjà vu 🐟 \u2028 "quoted"\n' },
  { t: 3, kind: 'metric', series: 'perte', step: 1, value: 0.5 }
];
const bytes = Buffer.from(events.map(event => `${JSON.stringify(event)}\n`).join(''));

describe('EventLines', () => {
  it('gives the same events wherever the bytes are cut', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const lines = new EventLines();
      const read = [...lines.push(bytes.subarray(0, cut)), ...lines.push(bytes.subarray(cut))];
      expect(read.map(line => line.event)).toEqual(events);
      expect(read.map(line => line.line)).toEqual([1, 2, 3]);
      expect(read.at(-1)?.end).toBe(bytes.length);
    }
  });

  it('gives the same events byte by byte', () => {
    const lines = new EventLines();
    const read = [...bytes].flatMap(byte => lines.push(Buffer.from([byte])));
    expect(read.map(line => line.event)).toEqual(events);
  });

  it('holds back a line without its end', () => {
    const lines = new EventLines();
    expect(lines.push(bytes.subarray(0, bytes.length - 1))).toHaveLength(2);
    expect(lines.push(Buffer.from('\n'))).toMatchObject([{ line: 3, event: events[2] }]);
  });

  it('goes on in the middle of a file', () => {
    const first = new EventLines().push(bytes)[0];
    const rest = new EventLines(1, first?.end).push(bytes.subarray(first?.end));
    expect(rest).toMatchObject([{ line: 2 }, { line: 3, end: bytes.length }]);
  });

  it('counts a torn line and gives no event for it', () => {
    const read = new EventLines().push(Buffer.from(`{"t":1,"kind":"met\n${JSON.stringify(events[0])}\n`));
    expect(read).toEqual([{ line: 1, end: 19 }, expect.objectContaining({ line: 2, event: events[0] })]);
  });

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '{"t":"1","kind":"state","state":"queued"}',
    '{"t":1,"kind":"state","state":"asleep"}'
  ])('takes %j for no event', line => {
    expect(parseEvent(line)).toBeUndefined();
  });
});
