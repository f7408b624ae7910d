/** What arrives at the sockets and is no message: dropped with a line in the kernel's log, never the end of the kernel. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHmac, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Subscriber } from 'zeromq';
import { KernelClient, result } from './testing/client.js';

jest.setTimeout(30_000);

const key = 'a key';
let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ logged: true, key });
});

afterAll(() => kernel.close());

const header = (type: string, more: object = {}) =>
  JSON.stringify({ msg_id: `m${Math.random()}`, msg_type: type, session: 's', username: 'u', ...more });

function frames(parts: readonly string[], { signature = '', before = [] as string[] } = {}): Buffer[] {
  const hmac = createHmac('sha256', key);
  for (const part of parts.slice(0, 4)) hmac.update(part);
  const signed = signature || hmac.digest('hex');
  return [...before, '<IDS|MSG>', signed, ...parts].map(one => Buffer.from(one));
}

const evil = '{"code":"globalThis.hacked = 1"}';

describe('a kernel', () => {
  it.each<[string, 'shell' | 'control' | 'stdin', Buffer[], string]>([
    ['noise', 'shell', [Buffer.from('noise')], 'it has no <IDS|MSG>'],
    ['an empty frame', 'control', [Buffer.alloc(0)], 'it has no <IDS|MSG>'],
    ['no signature', 'shell', [Buffer.from('<IDS|MSG>')], 'it has 0 parts'],
    ['too few parts', 'shell', frames([header('execute_request'), '{}', '{}']), 'it has 3 parts'],
    [
      'a wrong signature',
      'shell',
      frames([header('execute_request'), '{}', '{}', evil], { signature: '0'.repeat(64) }),
      'its signature is wrong'
    ],
    [
      'a short signature',
      'control',
      frames([header('execute_request'), '{}', '{}', evil], { signature: 'ab' }),
      'its signature is wrong'
    ],
    ['a header that is no JSON', 'shell', frames(['{', '{}', '{}', '{}']), 'its header lacks'],
    ['a header that is a list', 'shell', frames(['[]', '{}', '{}', '{}']), 'its header lacks'],
    [
      'a type that is a number',
      'shell',
      frames(['{"msg_id":"x","msg_type":5,"session":"s"}', '{}', '{}', '{}']),
      'its header lacks'
    ],
    [
      'a content that is a list',
      'shell',
      frames([header('execute_request'), '{}', '{}', '[1]']),
      'the content of its execute_request is no JSON object'
    ],
    [
      'a content that is no JSON',
      'control',
      frames([header('usage_request'), '{}', '{}', '{"a":']),
      'the content of its usage_request is no JSON object'
    ],
    [
      'metadata that are text',
      'shell',
      frames([header('complete_request'), '{}', '"x"', '{}']),
      'the metadata of its complete_request is no JSON object'
    ],
    [
      'an unknown type',
      'shell',
      frames([header('no_such_request'), '{}', '{}', '{}']),
      '"no_such_request" is not answered there'
    ],
    [
      'the name of what every object has',
      'control',
      frames([header('constructor'), '{}', '{}', '{}']),
      '"constructor" is not answered there'
    ],
    [
      'a cell on stdin',
      'stdin',
      frames([header('execute_request'), '{}', '{}', evil]),
      'a message on stdin: "execute_request" is not answered there'
    ]
  ])('drops %s', async (_, channel, message, said) => {
    const before = kernel.iopub.length;
    await kernel.raw(message, channel);
    await kernel.until(() => kernel.log.includes(said));
    kernel.log = '';
    expect(kernel.iopub.length).toBe(before);
    expect(result(await kernel.execute('typeof hacked'))).toBe("'undefined'");
  });

  it('outlives frames that somebody threw together', async () => {
    const pieces = [
      '<IDS|MSG>',
      '',
      '{}',
      '[]',
      'null',
      '1e999',
      '"\\ud800"',
      header('execute_request'),
      header('comm_msg'),
      header('history_request', { subshell_id: {} }),
      '{"code":{"a":1},"cursor_pos":-5,"comm_id":[],"n":1e99,"pattern":5}',
      '['.repeat(5000)
    ];
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 400; round++) {
      const parts = Array.from({ length: random(8) }, () => pieces[random(pieces.length)] ?? '');
      const some = random(2) === 0 ? parts.map(one => Buffer.from(one)) : frames(parts);
      if (some.length > 0) await kernel.raw(some, random(2) === 0 ? 'shell' : 'control');
      if (round % 50 === 0) await kernel.raw([randomBytes(1 << 20)]);
    }
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
    kernel.log = '';
  });

  it('outlives a connection that speaks no ZeroMQ, or of a frame of many terabytes', async () => {
    const greeting = Buffer.concat([
      Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]),
      Buffer.from('NULL'.padEnd(20, '\0')),
      Buffer.alloc(32)
    ]);
    const huge = Buffer.concat([greeting, Buffer.from([2, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])]);
    const http = Buffer.from('GET / HTTP/1.1\r\n\r\n');
    // ZMTP 1.0: no identity, then a message of one frame, where a reply socket wants an empty one first.
    const bare = Buffer.from([1, 0, 2, 0, 120]);
    for (const port of kernel.connection.ports) {
      for (const bytes of [http, bare, huge, randomBytes(4096)]) {
        await new Promise<void>(resolve => {
          const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
          socket.on('error', () => resolve());
          socket.on('close', () => resolve());
          socket.resume();
          setTimeout(() => socket.destroy(), 200).unref();
        });
      }
    }
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
    expect(await kernel.heartbeat()).toBeGreaterThan(0);
  });

  it('answers under all identities of a front end', async () => {
    const identities = ['one', 'two'];
    const reply = new Promise<Buffer[]>(resolve => (kernel.unexpected = resolve));
    await kernel.raw(frames([header('kernel_info_request'), '{}', '{}', '{}'], { before: identities }));
    const [first, second] = await reply;
    expect([String(first), String(second)]).toEqual(identities);
  });

  it('welcomes a subscriber on the topic it asked for', async () => {
    const subscriber = new Subscriber({ linger: 0 });
    subscriber.connect(`tcp://127.0.0.1:${kernel.connection.ports[3]}`);
    subscriber.subscribe('display');
    const [topic, , ...rest] = await subscriber.receive();
    const message = kernel.wire.decode([Buffer.from('<IDS|MSG>'), ...rest]);
    expect(String(topic)).toBe('display');
    expect([message?.header.msg_type, message?.content]).toEqual([
      'iopub_welcome',
      { subscription: 'display' }
    ]);
    subscriber.close();
  });

  it('says what of a cell’s display cannot be sent, and goes on', async () => {
    const shows = async (code: string) =>
      JSON.stringify((await kernel.execute(code)).outputs.map(one => one.content));
    expect(await shows(`display({ 'application/json': { a: 10n } }); 1`)).toContain(
      'it must be JSON, which has no BigInt'
    );
    expect(await shows(`const c: any = {}; c.c = c; display({ 'application/json': c })`)).toContain(
      'circular'
    );
    const own = (bundle: string) => `({ [Symbol.for('Jupyter.display')]: () => (${bundle}) })`;
    expect(await shows(own(`{ 'application/json': { a: 10n } }`))).toContain(
      'it must be JSON, which has no BigInt'
    );
    expect(await shows(own(`{ 'text/plain': () => 1 }`))).toContain('it must be a string, not a function');
    expect(await shows(own(`{ 'application/json': [() => 1] }`))).toContain('could not be cloned');
    const { reply } = await kernel.execute('1', {
      user_expressions: { a: own(`{ 'application/json': 1n }`) }
    });
    expect(reply.content).toMatchObject({
      status: 'ok',
      user_expressions: { a: { status: 'error', evalue: expect.stringContaining('BigInt') } }
    });
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });
});

it('An empty key leaves messages unsigned, both ways', async () => {
  const open = await KernelClient.start({ key: '' });
  expect(result(await open.execute('1 + 1'))).toBe('2');
  await open.close();
});
