import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { imageName } from './container-entry.js';
import { parseCard } from './read-card.js';

const card = readFileSync(join(import.meta.dirname, 'fixtures/card.yml'), 'utf8');

describe('a card', () => {
  it('keeps what can be used and leaves out empty links and limits that are no numbers', () => {
    const parsed = parseCard(card);
    expect(Object.keys(parsed.links)).toEqual(['source_code', 'docker_image']);
    expect(parsed.resources).toEqual({ inference: { cpu: 1 } });
  });

  it('need not have dates, as the published schema says', () => {
    expect(parseCard(card.replace(/dates:\n.*\n.*\n/, '')).dates).toEqual({ created: '', updated: '' });
  });

  it.each(['2.0.0', '2.1.0', '2.2.0', '2.3.0', '2.9.0'])('may be of version %s', version => {
    expect(parseCard(card.replace('2.3.0', version)).metadata_version).toBe(version);
  });

  it.each([
    ['metadata_version: 2.3.0', 'metadata_version: 3.0.0', /is 3.0.0, 2.0.0 to 2.3.0 was wanted/],
    ['metadata_version: 2.3.0', 'metadata_version: 2.3', /must be text, such as 2.3.0/],
    ['metadata_version: 2.3.0\n', '', /"metadata_version" is missing/],
    ['license: MIT', 'keywords: [a]', /has fields of version 1/],
    ['  - Keras', '  - Kerras', /"libraries.1" must be one of TensorFlow, PyTorch/],
    ["'2018-11-18'", '2018', /"dates.created" must be string/],
    ['  source_code:', '  code:', /"links.source_code" is missing/]
  ])('with %j as %j is wrong in a sentence', (right, wrong, sentence) => {
    expect(() => parseCard(card.replace(right, wrong))).toThrow(sentence);
  });

  it('with a colon in a description of several lines, as one is published, is wrong in a sentence', () => {
    const description = [
      'description: Classifies plankton by its picture, 95 classes.',
      '  Provided by [an institute](https://www.example.org).',
      '',
      '  The benefits are numerous: early warnings, and data for research.',
      "  <img class='fit', src='https://example.org/plankton.png'/>",
      '  **References**',
      '  [1]: https://example.org/paper'
    ].join('\n');
    expect(() => parseCard(card.replace(/description: .*/, description))).toThrow(
      /^ai4-metadata.yml is not YAML: .* at line 4, column 14/
    );
  });

  it('that unfolds to gigabytes is refused', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 10; n++) lines.push(`a${n}: &a${n} [${`*a${n - 1}, `.repeat(10).slice(0, -2)}]`);
    expect(() => parseCard(lines.join('\n'))).toThrow(/is not YAML: Excessive alias count/);
  });
});

describe('the image of a card', () => {
  it.each([
    ['ai4oshub/dogs-breed-detector', 'ai4oshub/dogs-breed-detector'],
    ['https://hub.docker.com/r/ai4oshub/dogs-breed-detector/', 'ai4oshub/dogs-breed-detector'],
    ['https://hub.docker.com/r/deephdc/deep-oc-mods/tags', 'deephdc/deep-oc-mods'],
    ['docker://registry.example.org:5000/lab/x:1.2', 'registry.example.org:5000/lab/x:1.2'],
    ['x; rm -rf /', undefined],
    ['$(id)', undefined],
    ['-v /:/host x', undefined],
    ['', undefined]
  ])('%j is %j', (link, image) => {
    expect(imageName(link)).toBe(image);
  });
});

/** Made by hand after what the published cards are like. */
describe('a card as they are published', () => {
  const read = (file: string) =>
    parseCard(readFileSync(join(import.meta.dirname, 'fixtures/cards', file), 'utf8'), file);

  it('with empty links, limits with a unit and keys that no schema knows is kept to what can be used', () => {
    const { links, resources, title } = read('v2-extra-keys.yml');
    expect(title).toBe('Sentinel data fusion');
    expect(Object.keys(links)).toEqual(['source_code', 'docker_image', 'ai4_template']);
    expect(resources).toEqual({ inference: { cpu: 4, gpu: 1, gpu_memory_MB: 40_000 } });
  });

  it('whose image is the address of a page of Docker Hub names the image', () => {
    const { links, summary } = read('v2-hub-page.yml');
    expect(imageName(links['docker_image'])).toBe('ai4oshub/dogs-breed-detector');
    expect(summary).toBe('Tells 133 breeds apart');
  });

  it('of version 1 with the least that it may have is brought to version 2', () => {
    expect(read('v1-least.json')).toMatchObject({
      description: 'One part. And another: with a colon.',
      tags: ['tensorflow', 'trainable', 'inference', 'api-v2', 'docker'],
      categories: ['AI4 trainable', 'AI4 inference', 'AI4 pre trained'],
      libraries: ['TensorFlow'],
      dates: { created: '2019-02-19', updated: '2019-02-19' },
      links: { source_code: 'https://github.com/deephdc/mods', docker_image: 'deephdc/deep-oc-mods' }
    });
  });

  it('of version 1 with the most keeps what version 2 has a word for', () => {
    const card = read('v1-most.json');
    expect(card).toMatchObject({
      description: 'One text and no list',
      libraries: ['PyTorch', 'Scikit-learn'],
      categories: ['AI4 inference', 'AI4 pre trained']
    });
    expect(card.links).toEqual({
      source_code: 'https://github.com/deephdc/retinopathy_test',
      docker_image: 'deephdc/deep-oc-retinopathy_test',
      weights: 'https://example.org/weights',
      dataset: 'https://example.org/data',
      citation: 'https://doi.org/10.1000/x',
      cicd_url: 'https://example.org/build',
      cicd_badge: 'https://example.org/badge.svg'
    });
    expect(card).not.toHaveProperty('doi');
  });

  it.each([
    ['wrong-leftovers.yml', /has fields of version 1/],
    ['wrong-v1.json', /"links.source_code" is missing/]
  ])('that is wrong (%s) says what', (file, sentence) => {
    expect(() => read(file)).toThrow(sentence);
  });
});
