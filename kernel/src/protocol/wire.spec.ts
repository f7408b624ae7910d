import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { Wire, type Message } from './wire.js';

const text = (frame: Uint8Array | undefined) => Buffer.from(frame ?? []).toString();

function message(wire: Wire): Message {
  return {
    identities: [Buffer.from('one'), Buffer.from('two')],
    header: wire.header('test_request'),
    parent: {},
    metadata: { a: 1 },
    content: { text: 'grüße 🎈' },
    buffers: [new Uint8Array([1, 2, 3]), new Uint8Array(0)]
  };
}

describe('Wire', () => {
  it('carries identities, all four parts and buffers there and back', () => {
    const wire = new Wire('key');
    const sent = message(wire);
    const received = wire.decode(wire.encode(sent));
    expect(received?.identities.map(text)).toEqual(['one', 'two']);
    expect(received?.content).toEqual(sent.content);
    expect(received?.header).toEqual(sent.header);
    expect(received?.buffers.map(one => [...one])).toEqual([[1, 2, 3], []]);
  });

  it('signs as the protocol says', () => {
    const frames = new Wire('key').encode(message(new Wire('key')));
    const hmac = createHmac('sha256', 'key');
    for (const part of frames.slice(4, 8)) hmac.update(part);
    expect(text(frames[2])).toBe('<IDS|MSG>');
    expect(text(frames[3])).toBe(hmac.digest('hex'));
  });

  it('refuses a wrong key, a changed part, a short signature and what is no message', () => {
    const wire = new Wire('key');
    const frames = wire.encode(message(wire));
    expect(new Wire('other').decode(frames)).toBeUndefined();
    expect(
      wire.decode(frames.map((frame, index) => (index === 7 ? Buffer.from('{}') : frame)))
    ).toBeUndefined();
    expect(
      wire.decode(frames.map((frame, index) => (index === 3 ? Buffer.from('ab') : frame)))
    ).toBeUndefined();
    expect(wire.decode(frames.slice(0, 6))).toBeUndefined();
    expect(wire.decode([Buffer.from('noise')])).toBeUndefined();
    expect(wire.decode([])).toBeUndefined();
  });

  it('refuses broken JSON and a header without what it needs', () => {
    const wire = new Wire('');
    const parts = (header: string) =>
      ['<IDS|MSG>', '', header, '{}', '{}', '{}'].map(part => Buffer.from(part));
    expect(wire.decode(parts('{'))).toBeUndefined();
    expect(wire.decode(parts('{}'))).toBeUndefined();
    expect(wire.decode(parts('[]'))).toBeUndefined();
  });

  it('leaves messages unsigned without a key', () => {
    const wire = new Wire('');
    const frames = wire.encode(message(wire));
    expect(text(frames[3])).toBe('');
    expect(wire.decode(frames)).toBeDefined();
  });

  it('never gives two messages one id', () => {
    const wire = new Wire('key');
    expect(new Set(Array.from({ length: 100 }, () => wire.header('x').msg_id)).size).toBe(100);
  });
});
