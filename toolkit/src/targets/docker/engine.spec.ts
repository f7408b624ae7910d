import { describe, expect, it } from '@jest/globals';
import { ask } from './engine.js';

const engine = { address: 'tcp://far:2376' };

describe('a question to an engine', () => {
  it('is given up when no answer comes in time, also when the call goes on', async () => {
    await expect(
      ask(engine, 'look', () => new Promise(() => undefined), { within: 20 })
    ).rejects.toMatchObject({
      code: 'engine-down',
      message:
        'Cannot look: the Docker Engine at tcp://far:2376 does not answer: nothing came within 0.02 seconds'
    });
  });

  it('is answered as it was', async () => {
    await expect(ask(engine, 'look', () => Promise.resolve(1), { within: 1000 })).resolves.toBe(1);
    const refused = Object.assign(new Error('no'), { statusCode: 500, json: { message: 'not today' } });
    await expect(ask(engine, 'look', () => Promise.reject(refused))).rejects.toThrow(
      'Cannot look: the Docker Engine at tcp://far:2376 says: not today'
    );
  });
});
