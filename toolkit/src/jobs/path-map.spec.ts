import { describe, expect, it } from '@jest/globals';
import type { StoredJob } from './job-folder.js';
import { mapPaths } from './path-map.js';

describe('mapPaths', () => {
  it('moves what lies in a folder of the map, by the longest one, and leaves the rest', () => {
    const stored = {
      folder: '/home/me/sonde/modules/m',
      code: '/home/me/sonde/modules/lib/m/module.js',
      trained: '/home/me/sondeless',
      data: { path: '/home/me/data', fingerprint: 'f', files: 1, bytes: 1 }
    } as StoredJob;
    const map = {
      '/home/me/sonde': '/opt/sonde',
      '/home/me/sonde/modules/lib': '/lib',
      '/home/me/data': '/stage/d'
    };
    expect(mapPaths(stored, map)).toEqual({
      folder: '/opt/sonde/modules/m',
      code: '/lib/m/module.js',
      trained: '/home/me/sondeless',
      data: { ...stored.data, path: '/stage/d' }
    });
  });
});
