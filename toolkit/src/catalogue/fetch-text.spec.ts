import { describe, expect, it } from '@jest/globals';
import { remoteCatalogue } from '../testing/remote-catalogue.js';
import { fetchText } from './fetch-text.js';

const web = remoteCatalogue();

describe('addresses', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://0x7f.1/',
    'http://169.254.169.254/latest'
  ])('of this machine or a private network (%s) are refused to a public source', async address => {
    await expect(fetchText(address)).rejects.toMatchObject({ code: 'address-refused' });
  });

  it('of this machine are refused when a public one redirects to them', async () => {
    web.answers['/public'] = (_, response) =>
      response.writeHead(302, { Location: 'http://127.0.0.2:1/secret' }).end();
    // Our server stands for a public one.
    const isPrivate = (address: string): boolean => address !== '127.0.0.1';
    await expect(fetchText(`${web.base}/public`, { isPrivate })).rejects.toThrow(
      /^http:\/\/127.0.0.2:1\/secret is an address of this machine or of a private network/
    );
  });

  it('of other kinds than http are refused', async () => {
    await expect(fetchText('file:///etc/passwd')).rejects.toMatchObject({ code: 'address-refused' });
  });
});
