import { describe, expect, it, jest } from '@jest/globals';
import type { Request } from './publisher.js';
import { Reception, type RequestReceiver } from './reception.js';
import type { Transport } from './transport.js';
import { Wire } from './wire.js';

const wire = new Wire('key');
const client = new Wire('key');

const frames = (type: string) =>
  client.encode({
    identities: [Buffer.from('me')],
    header: client.header(type),
    parent: {},
    metadata: {},
    content: {},
    buffers: []
  });

function open() {
  const sent: [channel: string, type: string][] = [];
  const received: string[] = [];
  let loads = 0;
  let arrive!: () => void;
  const kernel: RequestReceiver = {
    receive: ({ message }: Request) => void received.push(message.header.msg_type)
  };
  const transport: Transport = {
    ports: { shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 },
    receive: jest.fn(),
    send: (channel, parts) => sent.push([channel, client.decode(parts)?.header.msg_type ?? 'unsigned']),
    close: () => Promise.resolve()
  };
  const reception = new Reception(transport, wire, 'typescript', () => {
    loads++;
    return new Promise(resolve => (arrive = () => resolve(kernel)));
  });
  const turn = () => new Promise(resolve => setImmediate(resolve));
  return {
    sent,
    received,
    reception,
    turn,
    loads: () => loads,
    async arrive() {
      arrive();
      await turn();
    }
  };
}

describe('before the kernel is there', () => {
  it('says who we are, and has the kernel loaded when that is on its way', async () => {
    const { reception, sent, received, loads, turn, arrive } = open();
    expect(sent.splice(0)).toEqual([['iopub', 'status']]);
    reception.message('shell', frames('kernel_info_request'));
    expect(sent).toEqual([
      ['iopub', 'status'],
      ['shell', 'kernel_info_reply'],
      ['iopub', 'status']
    ]);
    expect(loads()).toBe(0);
    await turn();
    expect(loads()).toBe(1);
    await arrive();
    expect(received).toEqual([]);
  });

  it('lets all else wait, in its order, what is asked after it too', async () => {
    const { reception, sent, received, loads, turn, arrive } = open();
    sent.length = 0;
    for (const type of ['execute_request', 'kernel_info_request', 'history_request'])
      reception.message('shell', frames(type));
    await turn();
    expect([sent, received, loads()]).toEqual([[], [], 1]);
    await arrive();
    expect(received).toEqual(['execute_request', 'kernel_info_request', 'history_request']);
    reception.message('control', frames('kernel_info_request'));
    expect(received.at(-1)).toBe('kernel_info_request');
    expect(sent).toEqual([]);
  });

  it('does not answer what is signed wrongly, or comes where it is not asked', async () => {
    const { reception, sent, loads, turn } = open();
    sent.length = 0;
    const [id, delimiter, , ...rest] = frames('kernel_info_request') as Buffer[];
    reception.message('shell', [id, delimiter, Buffer.from('0'.repeat(64)), ...rest] as Buffer[]);
    await turn();
    expect([sent, loads()]).toEqual([[], 0]);
    reception.message('stdin', frames('kernel_info_request'));
    expect(sent).toEqual([]);
  });

  it('has the kernel loaded when nobody asks for a while', async () => {
    const { loads } = open();
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(loads()).toBe(1);
  });
});
