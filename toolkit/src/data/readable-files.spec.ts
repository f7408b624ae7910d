import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileEndings } from '@sonde/schema';
import sharp, { type FormatEnum } from 'sharp';
import { readAudio } from './read-audio.js';
import { readImage } from './read-image.js';
import { readTable } from './read-table.js';
import { readText } from './read-text.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-readable-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function file(ending: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, `a.${ending}`);
  await writeFile(path, bytes);
  return path;
}

const red = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
/** What sharp calls the formats with other endings. */
const formats: Record<string, string> = { jpg: 'jpeg', jpe: 'jpeg', tif: 'tiff' };
const recordings: Record<string, string> = {
  wav: '../../../modules/voice-activity/examples/telephone.wav'
};
/** Ogg Vorbis, which cannot be decoded in Jest's realm: read-audio.spec.ts reads one in a process of its own. */
const vorbis = ['ogg', 'oga'];

describe('what a dialog offers', () => {
  it.each(fileEndings.image!)('as a picture, .%s, is read', async ending => {
    const bytes =
      ending === 'svg'
        ? '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
        : await red
            .clone()
            .toFormat((formats[ending] ?? ending) as keyof FormatEnum)
            .toBuffer();
    expect(await readImage(await file(ending, bytes))).toMatchObject({ width: 8, height: 8 });
  });

  it.each(fileEndings.audio!.filter(ending => !vorbis.includes(ending)))(
    'as a recording, .%s, is read',
    async ending => {
      const sound = join(import.meta.dirname, recordings[ending] ?? `sounds/tone.${ending}`);
      const { seconds } = await readAudio(await file(ending, await readFile(sound)));
      expect(seconds).toBeGreaterThan(0);
    }
  );

  it.each(fileEndings.table!)('as a table, .%s, is read', async ending => {
    const path = await file(ending, ending === 'tsv' ? 'a\tb\n1\t2\n' : 'a,b\n1,2\n');
    expect((await readTable(path)).rows).toEqual([{ a: 1, b: 2 }]);
  });

  it.each(fileEndings.text!)('as a text, .%s, is read in any usual encoding', async ending => {
    const wide = Buffer.from('\ufeffçava', 'utf16le');
    expect(await readText(await file(ending, wide))).toBe('çava');
  });
});
