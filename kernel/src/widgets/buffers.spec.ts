import { describe, expect, it } from '@jest/globals';
import { joinBuffers, splitBuffers } from './buffers.js';

describe('state and its buffers', () => {
  const points = new Float32Array([1.5, -2]);
  const state = {
    plain: [0, 'text'],
    x: { ar: new Uint8Array([1, 2, 3]), shape: [3] },
    y: [points, { deep: [new DataView(points.buffer, 4)] }],
    z: points.buffer
  };

  it('are split: gone from objects, null in lists, paths in the order of the buffers', () => {
    const split = splitBuffers(state);
    expect(split.state).toEqual({
      plain: [0, 'text'],
      x: { shape: [3] },
      y: [null, { deep: [null] }]
    });
    expect(split.paths).toEqual([['x', 'ar'], ['y', 0], ['y', 1, 'deep', 0], ['z']]);
    expect(split.buffers.map(one => [...one])).toEqual([
      [1, 2, 3],
      [...new Uint8Array(points.buffer)],
      [...new Uint8Array(points.buffer, 4)],
      [...new Uint8Array(points.buffer)]
    ]);
    expect(state.x.ar).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('are joined again', () => {
    const { state: bare, paths, buffers } = splitBuffers(state);
    const joined = joinBuffers(
      JSON.parse(JSON.stringify(bare)) as typeof bare,
      paths,
      buffers
    ) as typeof state;
    expect(joined.x.ar).toEqual(new Uint8Array([1, 2, 3]));
    expect(joined.y[0]).toEqual(new Uint8Array(points.buffer));
    const again = splitBuffers(joined);
    expect(again.state).toEqual(bare);
    expect(again.paths).toEqual(expect.arrayContaining(paths));
  });

  it('send only the bytes that a view shows', () => {
    const memory = new Uint8Array(1_000_000);
    const [sent] = splitBuffers({ part: memory.subarray(10, 12) }).buffers;
    expect(sent?.buffer.byteLength).toBe(2);
  });

  it('are not lost in what is no plain object, nor do wrong paths break', () => {
    const date = new Date(0);
    expect(splitBuffers({ date }).state.date).toBe(date);
    expect(
      joinBuffers({ a: 1 }, [['no', 'such', 'place'], []], [new Uint8Array(1), new Uint8Array(1)])
    ).toEqual({
      a: 1
    });
  });
});
