/**
 * What a README means by a relative address: a file of its module's folder. Pictures are shown; where one cannot be had,
 * its words stand in its place. Other files are not served, so their links lead nowhere instead of away from Lab.
 */
import type { IRenderMime } from '@jupyterlab/rendermime';

/** @param fetch gives the picture at a path of the module's folder */
export function readmeFiles(fetch: (path: string) => Promise<Blob>): {
  resolver: IRenderMime.IResolver;
  linkHandler: IRenderMime.ILinkHandler;
} {
  return {
    resolver: {
      resolveUrl: (address, context) => Promise.resolve(context?.tag === 'a' ? nowhere : pathOf(address)),
      // Lab adds the time to an address, which only a data: address survives.
      getDownloadUrl: path =>
        path === nowhere ? Promise.resolve(nowhere) : fetch(path).then(dataUrl, () => 'data:,')
    },
    linkHandler: {
      handleLink: node => {
        node.setAttribute('aria-disabled', 'true');
        node.addEventListener('click', event => event.preventDefault());
      }
    }
  };
}

const nowhere = '#';

/** `./docs/x.png?raw=true` is `docs/x.png`; what begins with `/` begins at the module's folder, as on GitHub. */
function pathOf(address: string): string {
  const path = address
    .replace(/[?#].*$/s, '')
    .replace(/^[./]*\//, begin => (begin.includes('..') ? begin : ''));
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a per cent sign that encodes nothing
  }
}

function dataUrl(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The picture cannot be read'));
    reader.readAsDataURL(picture);
  });
}
