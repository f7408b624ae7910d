import { describe, expect, it } from '@jest/globals';
import { remoteCatalogue } from '../testing/remote-catalogue.js';
import { fetchBytes } from './fetch-bytes.js';

const web = remoteCatalogue();
const fetched = (path: string, timeout?: number) =>
  fetchBytes(`${web.base}${path}`, { what: 'An image', reader: 'readImage()', ...(timeout && { timeout }) });

describe('a file behind an address', () => {
  it('is fetched', async () => {
    web.answers['/a.png'] = 'bytes';
    expect(Buffer.from((await fetched('/a.png')).bytes).toString()).toBe('bytes');
  });

  it('that breaks off in the middle is a sentence', async () => {
    web.answers['/a.png'] = (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half', () => response.destroy());
    };
    await expect(fetched('/a.png')).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringMatching(
        /^Cannot fetch the image http.*: (the connection broke off|other side closed)$/
      ),
      hint: 'Check the address and the network, or download the file and pass its path.'
    });
  });

  it.each([
    ['never answers', () => undefined],
    ['stops in the middle', (_: unknown, response: { write(text: string): void }) => response.write('half')]
  ])('whose server %s is given up', async (_, answer) => {
    web.answers['/a.png'] = answer;
    await expect(fetched('/a.png', 200)).rejects.toThrow('the server sent nothing for 0.2 s');
  });

  it('that is not there is a sentence', async () => {
    await expect(fetched('/gone.png')).rejects.toThrow('the server answers 404');
  });
});
