import { describe, expect, it, jest } from '@jest/globals';
import { readmeFiles } from './readme-files.js';

const fetch = jest.fn((path: string) =>
  path.startsWith('docs/')
    ? Promise.resolve(new Blob(['x'], { type: 'image/png' }))
    : Promise.reject(new Error('no'))
);
const { resolver, linkHandler } = readmeFiles(fetch);
const shown = async (address: string, tag: 'img' | 'a' = 'img') =>
  resolver.getDownloadUrl(
    await resolver.resolveUrl(address, { tag, attribute: tag === 'a' ? 'href' : 'src' })
  );

describe('a relative address in a README', () => {
  it.each(['docs/x.png', './docs/x.png', '/docs/x.png', 'docs/x.png?raw=true', 'docs%2Fx.png'])(
    'shows the picture %s of the folder of the module',
    async address => {
      expect(await shown(address)).toBe('data:image/png;base64,eA==');
      expect(fetch).toHaveBeenLastCalledWith('docs/x.png');
    }
  );

  it('leaves the words of a picture that cannot be had', async () => {
    expect(await shown('../x.png')).toBe('data:,');
    expect(fetch).toHaveBeenLastCalledWith('../x.png'); // the service refuses it
    expect(await shown('100%.png')).toBe('data:,');
  });

  it('leads nowhere where it is a link, and fetches nothing', async () => {
    fetch.mockClear();
    expect(await shown('docs/x.md', 'a')).toBe('#');
    const link = document.createElement('a');
    linkHandler.handleLink(link, '#');
    const click = new MouseEvent('click', { cancelable: true });
    link.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(fetch).not.toHaveBeenCalled();
  });
});
