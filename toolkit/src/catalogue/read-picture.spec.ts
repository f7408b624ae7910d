import { describe, expect, it } from '@jest/globals';
import { card, remoteCatalogue } from '../testing/remote-catalogue.js';
import { beside, readListedPicture } from './read-picture.js';

const web = remoteCatalogue();
const raw = 'https://raw.githubusercontent.com/ai4os-hub/dogs/main';

describe('a picture of a README on a server', () => {
  it.each([
    ['docs/x.png', `${raw}/docs/x.png`],
    ['./docs/a b#1.png', `${raw}/docs/a%20b%231.png`],
    ['../../other/x.png', undefined],
    ['..%2f..%2fx.png', `${raw}/..%252f..%252fx.png`],
    ['/x.png', undefined],
    ['http://10.0.0.1/x.png', `${raw}/http%3A//10.0.0.1/x.png`]
  ])('at %s lies beside it', (path, address) => {
    expect(beside(`${raw}/README.md`, path)).toBe(address);
  });

  it('is fetched from there', async () => {
    web.answers['/dogs/card.yml'] = card;
    web.answers['/dogs/docs/x.png'] = (_, response) => response.end(Buffer.from([137, 80, 0, 255]));
    const source = web.index({ name: 'dogs', card: 'dogs/card.yml', readme: 'dogs/README.md' });
    await web.refreshed(source);
    const read = (path: string, offline = false) =>
      readListedPicture({ name: 'dogs', source: 'ours' }, path, [source], { ...web.context(), offline });
    expect([...(await read('docs/x.png'))!]).toEqual([137, 80, 0, 255]);
    await expect(read('docs/gone.png')).rejects.toMatchObject({ code: 'address-missing' });
    expect(await read('../secret.png')).toBeUndefined();
    expect(await read('docs/x.png', true)).toBeUndefined();
  });
});
