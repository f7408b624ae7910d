import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WeightFile } from '@sonde/schema';
import { fill, smallDisk } from '../testing/small-disk.js';
import { fetchedWeights, type FetchWeightsOptions } from './fetched-weights.js';
import { openWeights } from './open-weights.js';

const content = Buffer.alloc(300_000, 'weights ');
const file: WeightFile = {
  path: 'w.bin',
  sha256: createHash('sha256').update(content).digest('hex'),
  bytes: content.length,
  format: 'bin',
  licence: 'MIT',
  origin: 'a test'
};
let server: Server;
let base: string;
let answer: RequestListener;
let asked: number;
let home: string;
let warnings: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/w.bin`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-fetched-'));
  asked = 0;
  warnings = [];
  answer = (_, response) => response.end(content);
});

const fetchIt = (options: FetchWeightsOptions = {}, url = base) =>
  fetchedWeights(file, url, { home, warn: text => warnings.push(text), ...options });
/** What lies in the folder beside locks. */
const kept = async () => (await readdir(join(home, 'weights'))).filter(name => !name.endsWith('.lock'));

describe('fetchedWeights', () => {
  it('fetches once, reports how far it is, and is there the next time', async () => {
    const reported: number[] = [];
    const path = await fetchIt({ report: (_, done) => reported.push(done) });
    expect(path).toBe(join(home, 'weights', file.sha256));
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(reported.at(-1)).toBe(content.length);
    expect(await fetchIt()).toBe(path);
    expect(asked).toBe(1);
    expect(await kept()).toEqual([file.sha256]);
  });

  it('is fetched once by two processes that want it at once, and by a third after one that was killed', async () => {
    answer = (_, response) => void setTimeout(() => response.end(content), 300);
    const built = pathToFileURL(join(import.meta.dirname, '../../lib/weights/fetched-weights.js')).href;
    const code =
      `const { fetchedWeights } = await import(${JSON.stringify(built)});` +
      `console.log(await fetchedWeights(${JSON.stringify(file)}, ${JSON.stringify(base)}, { home: ${JSON.stringify(home)} }))`;
    const start = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
        env: { ...process.env, NODE_OPTIONS: '' }
      });
    const victim = start();
    const killed = expect(victim).rejects.toMatchObject({ signal: 'SIGKILL' });
    while (asked === 0) await new Promise(resolve => setTimeout(resolve, 10));
    victim.child.kill('SIGKILL');
    await killed;
    const both = await Promise.all([start(), start()]);
    expect(both.map(({ stdout }) => stdout.trim())).toEqual(
      Array(2).fill(join(home, 'weights', file.sha256))
    );
    expect(asked).toBe(2);
    expect(await kept()).toEqual([file.sha256]);
  });

  it('fetches a copy that has gone bad again, and says so', async () => {
    const path = await fetchIt();
    await writeFile(path, 'rotten');
    expect(await fetchIt()).toBe(path);
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`${file.sha256} are not what .* ${file.sha256} was wanted`))
    ]);
  });

  it('fetches what arrives wrong once more, then names both sums', async () => {
    answer = (_, response) => response.end(asked === 1 ? 'garbage' : content);
    await fetchIt();
    expect(warnings).toHaveLength(1);
    await rm(join(home, 'weights', file.sha256));
    answer = (_, response) => response.end('garbage');
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'weights-changed',
      message: expect.stringMatching(
        new RegExp(`sha256 is [0-9a-f]{64}, ${file.sha256} was wanted \\(7 bytes`)
      )
    });
    expect(asked).toBe(4);
    expect(await kept()).toEqual([]);
  });

  it.each<[string, RequestListener, string]>([
    ['404', (_, response) => response.writeHead(404).end(), 'answered 404'],
    ['500', (_, response) => response.writeHead(500).end(), 'answered 500'],
    [
      'an end in the middle',
      (_, response) =>
        response.writeHead(200, { 'content-length': 300_000 }).write('x', () => response.destroy()),
      'broke off in the middle'
    ],
    [
      'a redirect to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'not an http or https address'
    ],
    [
      'redirects without end',
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      'redirects more than 5 times'
    ],
    ['silence', (_, response) => void response.write('x'), 'sent nothing for 0.2 s']
  ])('says what is wrong of %s, and keeps nothing', async (_, listener, sentence) => {
    answer = listener;
    await expect(
      fetchIt({ timeout: sentence.startsWith('sent nothing') ? 200 : 20_000 })
    ).rejects.toMatchObject({
      code: 'weights-unreachable',
      message: expect.stringContaining(sentence)
    });
    expect(await kept()).toEqual([]);
  });

  it('says that there is no network', async () => {
    await expect(fetchIt({}, 'http://127.0.0.1:9/w.bin')).rejects.toMatchObject({
      message: expect.stringMatching(/^Cannot fetch the weights w\.bin: .*refuses connections/),
      hint: expect.stringContaining('a test')
    });
  });

  it('follows a redirect, and stops reading what is longer than it should be', async () => {
    answer = (request, response) =>
      request.url === '/w.bin'
        ? response.writeHead(302, { location: '/there' }).end()
        : response.end(content);
    await fetchIt();
    await rm(join(home, 'weights', file.sha256));
    answer = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(content));
      };
      response.on('drain', more);
      more();
    };
    await expect(fetchIt()).rejects.toThrow('sends more than 300000 bytes');
    expect(await kept()).toEqual([]);
  });

  it('is stopped by an interrupt, while it fetches and while it waits for another', async () => {
    answer = (_, response) => void response.write('x');
    const interrupt = new AbortController();
    const both = [fetchIt({ signal: interrupt.signal }), fetchIt({ signal: interrupt.signal })];
    const ends = Promise.all(both.map(one => expect(one).rejects.toThrow('Interrupted')));
    while (asked === 0) await new Promise(resolve => setTimeout(resolve, 10));
    interrupt.abort(new Error('Interrupted'));
    await ends;
    expect(await kept()).toEqual([]);
  });

  it('says where it cannot write', async () => {
    await writeFile(join(home, 'weights'), 'a file');
    await expect(fetchIt()).rejects.toMatchObject({ code: 'cannot-write' });
  });

  it('refuses a sum that would be a path', async () => {
    await expect(fetchedWeights({ ...file, sha256: '../../x' }, base, { home })).rejects.toMatchObject({
      code: 'weights-wrong'
    });
  });
});

const disk = await smallDisk('weights');
disk.describe('fetchedWeights on a full disk', () => {
  it.each([
    ['from the start', 0, /\.lock$/],
    ['in the middle', 100_000, /\.part$/]
  ])('%s says so, keeps nothing half-written, and works once there is space', async (_, free, path) => {
    home = join(disk.path, 'home');
    await mkdir(join(home, 'weights'), { recursive: true });
    const room = join(disk.path, 'room');
    await writeFile(room, Buffer.alloc(free));
    const ballast = await fill(join(disk.path, 'ballast'));
    await rm(room);
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(path),
      hint: 'Free some space, or set SONDE_HOME to a folder on another disk.'
    });
    expect(await kept()).toEqual([]);
    await Promise.all(ballast.map(file => rm(file)));
    expect((await readFile(await fetchIt())).equals(content)).toBe(true);
    expect(await kept()).toEqual([file.sha256]);
    await rm(home, { recursive: true });
  });
});

describe('openWeights', () => {
  it('fetches what is absent from the folder, or wrong in it', async () => {
    const folder = join(home, 'module');
    await mkdir(folder);
    const options = { home, warn: (text: string) => warnings.push(text) };
    const fetched = join(home, 'weights', file.sha256);
    expect(await openWeights(folder, [{ ...file, url: base }], 'w.bin', options)).toBe(fetched);
    expect(warnings).toEqual([]);
    await writeFile(join(folder, 'w.bin'), 'wrong');
    expect(await openWeights(folder, [{ ...file, url: base }], 'w.bin', options)).toBe(fetched);
    expect(warnings).toHaveLength(1);
  });
});
