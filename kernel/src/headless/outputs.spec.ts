import { describe, expect, it } from '@jest/globals';
import type { Message } from '../protocol/wire.js';
import { Outputs, type Output } from './outputs.js';

const message = (type: string, parent: string, content: Record<string, unknown>): Message =>
  ({
    header: { msg_type: type },
    parent: { msg_id: parent },
    content,
    metadata: {},
    identities: [],
    buffers: []
  }) as unknown as Message;

describe('the outputs of a notebook', () => {
  it('join what a stream prints, and keep streams apart', () => {
    const outputs = new Outputs();
    const cell: Output[] = [{ output_type: 'old' }];
    outputs.begin('a', cell);
    for (const [name, text] of [
      ['stdout', 'one\n'],
      ['stdout', 'two'],
      ['stderr', 'no'],
      ['stdout', 'three']
    ] as const) {
      outputs.take(message('stream', 'a', { name, text }));
    }
    expect(cell).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'one\ntwo' },
      { output_type: 'stream', name: 'stderr', text: 'no' },
      { output_type: 'stream', name: 'stdout', text: 'three' }
    ]);
  });

  it('are updated wherever they are shown, also by a later cell', () => {
    const outputs = new Outputs();
    const [first, second]: [Output[], Output[]] = [[], []];
    outputs.begin('a', first);
    outputs.begin('b', second);
    const transient = { display_id: 'd' };
    outputs.take(message('display_data', 'a', { data: { 'text/plain': '1' }, metadata: {}, transient }));
    outputs.take(message('display_data', 'b', { data: { 'text/plain': '1' }, metadata: {}, transient }));
    expect(
      outputs.take(message('update_display_data', 'b', { data: { 'text/plain': '2' }, transient }))
    ).toBe(true);
    expect([first[0]?.['data'], second[0]?.['data']]).toEqual([{ 'text/plain': '2' }, { 'text/plain': '2' }]);
    expect(
      outputs.take(message('update_display_data', 'b', { data: {}, transient: { display_id: 'other' } }))
    ).toBe(false);
  });

  it('are cleared at once, or when the next one comes', () => {
    const outputs = new Outputs();
    const cell: Output[] = [];
    outputs.begin('a', cell);
    outputs.take(message('stream', 'a', { name: 'stdout', text: '1' }));
    outputs.take(message('clear_output', 'a', { wait: true }));
    expect(cell).toHaveLength(1);
    outputs.take(message('stream', 'a', { name: 'stdout', text: '2' }));
    expect(cell).toEqual([{ output_type: 'stream', name: 'stdout', text: '2' }]);
    outputs.take(message('clear_output', 'a', { wait: false }));
    expect(cell).toEqual([]);
  });

  it('keep the last of what was written over a line', () => {
    const outputs = new Outputs();
    const cell: Output[] = [];
    outputs.begin('a', cell);
    for (const text of ['10 %\r', '50 %\r', '100 %\n', 'done\r\n'])
      outputs.take(message('stream', 'a', { name: 'stdout', text }));
    expect(cell[0]?.['text']).toBe('100 %\ndone\n');
  });

  it('belong to their cell also when they come late, and to none when nobody asked', () => {
    const outputs = new Outputs();
    const [first, second]: [Output[], Output[]] = [[], []];
    outputs.begin('a', first);
    outputs.begin('b', second);
    outputs.take(message('error', 'a', { ename: 'E', evalue: 'v', traceback: ['t'] }));
    expect(first).toEqual([{ output_type: 'error', ename: 'E', evalue: 'v', traceback: ['t'] }]);
    expect(outputs.take(message('stream', 'z', { name: 'stdout', text: 'x' }))).toBe(false);
    expect(outputs.take(message('status', 'b', { execution_state: 'idle' }))).toBe(false);
  });
});
