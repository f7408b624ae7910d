import { describe, expect, it } from '@jest/globals';
import { Worker } from 'node:worker_threads';
import { createRing, RingReader, RingWriter } from './ring.js';

const ringModule = new URL('../../lib/channel/ring.js', import.meta.url).href;

describe('the ring', () => {
  it('joins neighbours of one run and stream, and keeps the order', () => {
    const memory = createRing();
    const writer = new RingWriter(memory, () => undefined);
    const reader = new RingReader(memory);
    writer.write(1, 'stdout', 'a');
    writer.write(1, 'stdout', 'b\n');
    writer.write(1, 'stderr', 'ü');
    writer.write(2, 'stderr', '🎈');
    expect(reader.read()).toEqual([
      { run: 1, stream: 'stdout', text: 'ab\n' },
      { run: 1, stream: 'stderr', text: 'ü' },
      { run: 2, stream: 'stderr', text: '🎈' }
    ]);
    expect(reader.read()).toEqual([]);
  });

  it('reads up to a position and no further', () => {
    const memory = createRing();
    const writer = new RingWriter(memory, () => undefined);
    const reader = new RingReader(memory);
    writer.write(1, 'stdout', 'before');
    const { position } = writer;
    writer.write(1, 'stdout', 'after');
    expect(reader.read(position).map(one => one.text)).toEqual(['before']);
    expect(reader.read().map(one => one.text)).toEqual(['after']);
  });

  it('wakes a sleeping reader once, and tells one that falls asleep too late', () => {
    const memory = createRing();
    let woken = 0;
    const writer = new RingWriter(memory, () => woken++);
    const reader = new RingReader(memory);
    writer.write(1, 'stdout', 'a');
    writer.write(1, 'stdout', 'b');
    expect(woken).toBe(1);
    expect(reader.sleep()).toBe(false);
    reader.read();
    expect(reader.sleep()).toBe(true);
    writer.write(1, 'stdout', 'c');
    expect(woken).toBe(2);
  });

  it('goes round many times without losing a character', () => {
    const memory = createRing();
    const writer = new RingWriter(memory, () => undefined);
    const reader = new RingReader(memory);
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
    const alphabet = ['a', 'é', '漢', '🎈'];
    for (let round = 0; round < 400; round++) {
      const text = (alphabet[round % 4] ?? '').repeat(1 + Math.floor(random() * 70_000));
      writer.write(round, 'stdout', text);
      const read = reader.read().map(one => one.text);
      // Lengths first: a failing comparison of long texts takes forever to print.
      expect(read.join('').length).toBe(text.length);
      expect(read.join('') === text).toBe(true);
    }
  });

  it('makes the writer wait when it is full, and loses nothing', async () => {
    const memory = createRing();
    const source = `
      const { workerData } = require('node:worker_threads');
      import(workerData.ringModule).then(({ RingWriter }) => {
        const writer = new RingWriter(workerData.memory, () => undefined);
        for (let line = 0; line < 400000; line++) writer.write(1, 'stdout', 'line ' + line + '\\n');
      });`;
    const worker = new Worker(source, { eval: true, workerData: { memory, ringModule } });
    const ended = new Promise(resolve => worker.once('exit', resolve));
    let exited = false;
    void ended.then(() => (exited = true));
    const reader = new RingReader(memory);
    let text = '';
    for (;;) {
      const last = exited;
      text += reader
        .read()
        .map(one => one.text)
        .join('');
      if (last) break;
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    const lines = text.split('\n');
    expect(lines).toHaveLength(400_001);
    expect(lines.findIndex((line, index) => line !== `line ${index}` && index < 400_000)).toBe(-1);
  });
});
