/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { contentsPath } from './contents-path.js';

it.each([
  ['lab/one.ipynb', '/srv/work', 'lab/one.ipynb'],
  ['/srv/work/lab/one.ipynb', '/srv/work/', 'lab/one.ipynb'],
  ['/home/me/work/one.ipynb', '~/work', 'one.ipynb'],
  ['/one.ipynb', '/', 'one.ipynb']
])('knows %s below %s as %s', (path, root, known) => expect(contentsPath(path, root)).toBe(known));

it('says what lies elsewhere', () => {
  expect(() => contentsPath('/other/one.ipynb', '/srv/work')).toThrow(
    'lies outside the folder of JupyterLab'
  );
});
