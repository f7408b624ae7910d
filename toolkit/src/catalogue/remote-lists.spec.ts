/** The lists that AI4OS and DEEP publish, over real sockets: each of their modules is shown, whatever a server does. */
import { describe, expect, it } from '@jest/globals';
import { card, oldCard, problemOf, remoteCatalogue } from '../testing/remote-catalogue.js';
import { findEntry, findModule } from './find-module.js';

const web = remoteCatalogue();

describe('the list of AI4OS', () => {
  it('gives a container for each of its 46 modules, whatever the form of their addresses', async () => {
    web.answers['*/ai4-metadata.yml'] = card;
    const { entries, states } = await web.refreshed(web.list('gitmodules'));
    expect(entries).toHaveLength(46);
    expect(entries.find(({ name }) => name === 'dogs-breed-detector')).toMatchObject({
      ok: true,
      kind: 'container',
      image: 'ai4oshub/dogs-breed-detector',
      version: 'latest',
      trainable: true,
      source: 'gitmodules',
      here: { runs: false, why: expect.stringContaining('ai4oshub/dogs-breed-detector') }
    });
    expect(states).toEqual([
      expect.objectContaining({ status: 'fresh', entries: 46, fetched: '2026-11-23T12:00:00.000Z' })
    ]);
    // `.git` at the end, a slash at the end, no branch.
    expect(web.asked).toContain('/ai4os-hub/dogs-breed-detector/raw/main/ai4-metadata.yml');
    expect(web.asked).toContain('/ai4os-hub/fast-neural-transfer/raw/main/ai4-metadata.yml');
    expect(web.asked).toContain('/ai4os-hub/image-classification-tf-dicom/raw/HEAD/ai4-metadata.yml');
  });

  it('shows a section without an address', async () => {
    web.answers['*/ai4-metadata.yml'] = card;
    const source = web.list('gitmodules');
    web.answers['/gitmodules'] =
      `${web.answers['/gitmodules'] as string}\n[submodule "apps/nowhere"]\n\tpath = apps/nowhere\n`;
    const { entries } = await web.refreshed(source);
    expect(entries).toHaveLength(47);
    expect(problemOf(entries.find(({ name }) => name === 'nowhere'))).toBe(
      'Its section [submodule "apps/nowhere"] in the list has no url'
    );
  });

  it('shows cards that are broken, missing, slow or refused beside those that work', async () => {
    web.answers['*/ai4-metadata.yml'] = card;
    const at = (name: string): string => `/ai4os-hub/${name}/raw/main/ai4-metadata.yml`;
    web.answers[at('phyto-plankton-classification')] = 'title: a\ndescription: one\n  two: three\n  four';
    web.answers[at('satsr')] = (_, response) => response.writeHead(404).end();
    web.answers[at('posenet-tf')] = () => undefined; // never answers
    web.timeout = 5000;
    web.answers[at('conus-classification')] = (_, response) => response.writeHead(500).end();
    web.answers[at('plants-classification')] = card.replace('Computer Vision', 'Gardening');
    web.answers[at('seeds-classification')] = '<!doctype html><p>Log in';
    const { entries, states } = await web.refreshed(web.list('gitmodules'));
    expect(entries).toHaveLength(46);
    const problem = (name: string) => problemOf(entries.find(entry => entry.name === name));
    expect(problem('phyto-plankton-classification')).toMatch(/^ai4-metadata.yml is not YAML: /);
    expect(problem('satsr')).toMatch(/^It has no card: .* answered 404 Not Found$/);
    expect(problem('posenet-tf')).toMatch(/did not answer within 5 s$/);
    expect(problem('conus-classification')).toMatch(/answered 500 Internal Server Error$/);
    expect(problem('plants-classification')).toMatch(/"tasks.0" must be one of Computer Vision, /);
    expect(problem('seeds-classification')).toMatch(/is no card/);
    expect(states[0]?.problem).toMatch(/^2 of 46 cards could not be fetched: /);
  });
});

describe('the list of DEEP', () => {
  it('gives a container for each of its 32 modules, their cards brought to version 2', async () => {
    web.answers['*/metadata.json'] = oldCard;
    const { entries } = await web.refreshed(web.list('modules-yml'));
    expect(entries).toHaveLength(32);
    expect(entries.every(entry => entry.ok)).toBe(true);
    const entry = entries.find(({ name }) => name === 'DEEP-OC-mods');
    expect(entry).toMatchObject({
      kind: 'container',
      image: 'deephdc/deep-oc-mods',
      trainable: true,
      card: {
        metadata_version: '2.3.0',
        libraries: ['TensorFlow', 'Keras', 'Scikit-learn'],
        categories: ['AI4 trainable', 'AI4 inference', 'AI4 pre trained'],
        dates: { created: '2019-02-19', updated: '2019-02-19' },
        license: 'Apache 2.0'
      }
    });
    expect(entries.map(({ name }) => name)).toContain('UC-emvollmer-deep-oc-tbbrdet_api');
  });

  it('shows entries that name no module', async () => {
    web.answers['*/metadata.json'] = oldCard;
    const source = web.list('modules-yml');
    web.answers['/modules-yml'] =
      `${web.answers['/modules-yml'] as string}\n- modul: https://example.org/x\n-\n`;
    const { entries } = await web.refreshed(source);
    expect(entries.filter(({ ok }) => !ok).map(entry => [entry.name, problemOf(entry)])).toEqual([
      [
        'entry-33',
        expect.stringContaining('Entry 33 of the list is {"modul":"https://example.org/x"}; "module: ')
      ],
      ['entry-34', 'Entry 34 of the list is null; "module: <repository>" was wanted']
    ]);
    expect(entries).toHaveLength(34);
  });

  it('takes a card of version 2 where there is none of version 1', async () => {
    web.answers['*/ai4-metadata.yml'] = card;
    expect((await web.refreshed(web.list('modules-yml'))).entries.every(entry => entry.ok)).toBe(true);
  });
});

describe('a list on a private server', () => {
  it('may name cards on that server, and on no other of the network', async () => {
    web.answers['/near.yml'] = card;
    const source = web.index(
      { name: 'near', card: 'near.yml' },
      { name: 'far', card: 'http://10.0.0.1/card.yml' },
      { name: 'cloud', card: 'http://169.254.169.254/latest/card.yml' }
    );
    const { entries } = await web.refreshed(source);
    expect(entries.map(entry => [entry.name, entry.ok])).toEqual([
      ['cloud', false],
      ['far', false],
      ['near', true]
    ]);
    expect(problemOf(entries[1])).toContain(
      'http://10.0.0.1/card.yml is an address of this machine or of a private'
    );
  });
});

describe('a container', () => {
  it('is fetched when it is asked for by name for the first time', async () => {
    web.answers['*/ai4-metadata.yml'] = card;
    const found = await findEntry('dogs-breed-detector', [web.list('gitmodules')], web.context());
    expect(found.info).toMatchObject({
      kind: 'container',
      wouldRun: expect.arrayContaining([
        {
          where: 'Docker',
          command: 'docker run --rm -it -p 127.0.0.1:5000:5000 ai4oshub/dogs-breed-detector'
        }
      ])
    });
    await expect(
      findModule('dogs-breed-detector', [web.list('gitmodules')], web.context())
    ).rejects.toMatchObject({
      code: 'module-container',
      message: expect.stringContaining('Sonde cannot run containers yet')
    });
  });
});
