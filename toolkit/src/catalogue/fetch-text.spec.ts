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

  it.each([
    'http://127.0.0.2:1/secret',
    'http://[::1]:1/secret',
    'http://10.0.0.1/secret',
    'http://192.168.1.1/secret',
    'http://169.254.169.254/latest/meta-data'
  ])('of this machine or a private network are refused when a public one redirects to %s', async location => {
    web.answers['/public'] = (_, response) => response.writeHead(302, { Location: location }).end();
    // Our server stands for a public one.
    const isPrivate = (address: string): boolean => address !== '127.0.0.1';
    await expect(fetchText(`${web.base}/public`, { isPrivate })).rejects.toMatchObject({
      code: 'address-refused',
      message: `${location} is an address of this machine or of a private network, and the source is not: it was not fetched`
    });
  });

  it('that a person named are reached, and lead to others of the same machine only', async () => {
    web.answers['/named'] = 'here';
    web.answers['/moved'] = (_, response) => response.writeHead(302, { Location: '/named' }).end();
    web.answers['/away'] = (_, response) => response.writeHead(302, { Location: 'http://10.0.0.1/' }).end();
    expect(await fetchText(`${web.base}/named`, { named: true })).toMatchObject({
      text: 'here',
      server: '127.0.0.1'
    });
    expect((await fetchText(`${web.base}/moved`, { named: true })).text).toBe('here');
    await expect(fetchText(`${web.base}/away`, { named: true })).rejects.toMatchObject({
      code: 'address-refused'
    });
  });

  it('that a private server named are reached where they lie on that server', async () => {
    web.answers['/card'] = 'here';
    const local = web.base.replace('127.0.0.1', 'localhost');
    for (const address of [`${web.base}/card`, `${local}/card`]) {
      expect((await fetchText(address, { server: '127.0.0.1' })).text).toBe('here');
      // Its name now leads to this machine, whatever it led to when it was first asked.
      await expect(fetchText(address, { server: '10.0.0.1' })).rejects.toMatchObject({
        code: 'address-refused'
      });
    }
  });

  it('of other kinds than http are refused', async () => {
    await expect(fetchText('file:///etc/passwd')).rejects.toMatchObject({ code: 'address-refused' });
  });
});
