/** When a remote source is fetched, and what is shown until it has been. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import type { SourceState } from '@sonde/schema';
import { card, remoteCatalogue } from '../testing/remote-catalogue.js';
import { fill, smallDisk } from '../testing/small-disk.js';
import { catalogue } from './catalogue.js';
import type { Source } from './source.js';

const web = remoteCatalogue();
const disk = await smallDisk('the cache of the catalogue');

describe('list()', () => {
  const settled = async (source: Source): Promise<readonly SourceState[]> => {
    for (;;) {
      const states = await catalogue.sources([source], { ...web.context(), offline: true });
      if (states[0]?.status !== 'refreshing') return states;
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };

  it('does not wait for what was never fetched, and shows it when it is there', async () => {
    let release = (): void => undefined;
    web.answers['/a.yml'] = (_, response) => (release = () => response.end(card));
    const source = web.index({ name: 'a', card: 'a.yml' });
    const first = await catalogue.list([source], web.context());
    expect(first.sources).toEqual([expect.objectContaining({ status: 'refreshing', entries: 0 })]);
    expect(String(first)).toContain('ours: being fetched');
    while (!web.asked.includes('/a.yml')) await new Promise(resolve => setTimeout(resolve, 5));
    release();
    await settled(source);
    expect((await catalogue.list([source], web.context())).names).toEqual(['a']);
  });

  it('fetches again what is older than six hours', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' });
    await web.refreshed(source);
    web.asked.length = 0;
    web.time += 5 * 3_600_000;
    await catalogue.list([source], web.context());
    await settled(source);
    expect(web.asked).toEqual([]);
    web.time += 2 * 3_600_000;
    expect((await catalogue.list([source], web.context())).sources[0]?.status).toBe('refreshing');
    const [state] = await settled(source);
    expect(web.asked).toContain('/index.json');
    expect(state?.fetched).toBe(new Date(web.time).toISOString());
    web.time -= 7 * 3_600_000;
  });

  it('asks nobody offline', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' });
    const offline = { ...web.context(), offline: true };
    expect((await catalogue.refresh({}, [source], offline)).sources).toEqual([
      expect.objectContaining({
        status: 'failed',
        problem: 'It has never been fetched, and SONDE_OFFLINE is set'
      })
    ]);
    expect(web.asked).toEqual([]);
    await web.refreshed(source);
    expect((await catalogue.list([source], offline)).names).toEqual(['a']);
  });

  it('reads past a cache that was damaged', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' });
    await web.refreshed(source);
    const folder = join(web.home, 'catalogue', readdirSync(join(web.home, 'catalogue'))[0] ?? '');
    expect(readdirSync(folder)).toEqual(['snapshot.json']);
    writeFileSync(join(folder, 'snapshot.json'), '{"fetched": "20');
    expect((await catalogue.list([source], { ...web.context(), offline: true })).entries).toEqual([]);
    expect((await web.refreshed(source)).entries).toHaveLength(1);
  });
});

disk.describe('a full disk', () => {
  it('keeps what is cached and says so; the next refresh works once there is space', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' });
    const context = { ...web.context(), home: disk.path };
    await catalogue.refresh({}, [source], context);
    web.answers['/index.json'] = JSON.stringify({ modules: [{ name: 'b', card: 'a.yml' }] });
    const ballast = await fill(join(disk.path, 'ballast'));
    const said = jest.spyOn(console, 'error').mockReturnValue();
    const full = await catalogue.refresh({}, [source], context);
    expect(full.names).toEqual(['a']);
    expect(said).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Cannot keep the state of a catalogue source: The disk is full: cannot write .*failure\.json$/
      )
    );
    said.mockRestore();
    for (const file of ballast) rmSync(file);
    expect((await catalogue.refresh({}, [source], context)).names).toEqual(['b']);
    const [folder = ''] = readdirSync(join(disk.path, 'catalogue'));
    expect(readdirSync(join(disk.path, 'catalogue', folder))).toEqual(['snapshot.json']);
  });
});
