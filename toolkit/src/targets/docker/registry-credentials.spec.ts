import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registryCredentials, registryOf } from './registry-credentials.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-credentials-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const config = (text: string): void => writeFileSync(join(folder, 'config.json'), text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const ask = (image: string) => registryCredentials(image, { DOCKER_CONFIG: folder });

describe('credentials for a registry', () => {
  it.each([
    ['node:22', 'https://index.docker.io/v1/'],
    ['me/sonde', 'https://index.docker.io/v1/'],
    ['ghcr.io/me/sonde:1', 'ghcr.io'],
    ['localhost/sonde', 'localhost'],
    ['127.0.0.1:5000/sonde', '127.0.0.1:5000']
  ])('%s is of %s', (image, registry) => {
    expect(registryOf(image)).toBe(registry);
  });

  it('are those that docker login wrote', () => {
    config(
      JSON.stringify({
        auths: {
          'https://index.docker.io/v1/': { auth: base64('me:a:b') },
          'ghcr.io': { auth: base64('00000000:'), identitytoken: 'token' },
          'empty.example': {}
        }
      })
    );
    expect(ask('node:22')).toMatchObject({ username: 'me', password: 'a:b' });
    expect(ask('ghcr.io/me/sonde:1')).toMatchObject({ identitytoken: 'token', serveraddress: 'ghcr.io' });
    expect(ask('empty.example/sonde')).toBeUndefined();
    expect(ask('other.example/sonde')).toBeUndefined();
  });

  it('are none where nobody has logged in, and a sentence where the file is broken', () => {
    expect(ask('node:22')).toBeUndefined();
    config('{');
    expect(() => ask('node:22')).toThrow(`Cannot read ${join(folder, 'config.json')}: `);
  });

  it('come from the program that keeps them, where there is one', () => {
    const before = process.env['PATH'];
    const program = join(folder, 'docker-credential-test');
    writeFileSync(
      program,
      '#!/bin/sh\nread registry; echo "{\\"Username\\":\\"$1 $registry\\",\\"Secret\\":\\"s\\"}"'
    );
    chmodSync(program, 0o755);
    config(JSON.stringify({ credsStore: 'test', credHelpers: { 'gone.example': 'none' } }));
    process.env['PATH'] = `${folder}${delimiter}${before ?? ''}`;
    try {
      expect(ask('ghcr.io/me/sonde')).toEqual({
        username: 'get ghcr.io',
        password: 's',
        serveraddress: 'ghcr.io'
      });
      expect(ask('gone.example/sonde')).toBeUndefined();
    } finally {
      process.env['PATH'] = before;
    }
  });
});
