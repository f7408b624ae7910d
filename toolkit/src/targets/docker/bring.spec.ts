import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { bring } from './bring.js';

const failing = (code: string): Error => Object.assign(new Error(`it said ${code}`), { code });
const disk = (error?: Error): Writable => new Writable({ write: (_chunk, _encoding, done) => done(error) });
const cut = (): Readable =>
  new Readable({
    read() {
      this.destroy(failing('ECONNRESET'));
    }
  });
const from = (source: Readable, to: Writable): Promise<void> =>
  bring({ address: 'tcp://far:2376' }, 'fetch it', { from: source, to, at: '/home/jobs/1' });

describe('bytes from an engine', () => {
  it('say that the disk here is full when it is', async () => {
    await expect(from(Readable.from(['x']), disk(failing('ENOSPC')))).rejects.toMatchObject({
      code: 'disk-full',
      message: 'The disk is full: cannot write /home/jobs/1'
    });
  });

  it('say that the engine is silent when that is', async () => {
    await expect(from(cut(), disk())).rejects.toMatchObject({
      code: 'engine-down',
      message: expect.stringMatching(
        /^Cannot fetch it: the Docker Engine at tcp:\/\/far:2376 does not answer/
      )
    });
  });
});
