import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sources } from './sources.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-sources-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('sources', () => {
  it('are the built-in one, the folders of SONDE_MODULES, then the lists of AI4OS and DEEP', () => {
    const env = { SONDE_HOME: home, SONDE_MODULES: '/a/first:/b/first' };
    expect(sources(env, '/built').map(({ name, kind, location }) => [name, kind, location])).toEqual([
      ['built-in', 'folder', '/built'],
      ['first', 'folder', '/a/first'],
      ['first-2', 'folder', '/b/first'],
      [
        'AI4OS',
        'gitmodules',
        'https://raw.githubusercontent.com/ai4os-hub/modules-catalog/master/.gitmodules'
      ],
      ['DEEP', 'modules-yml', 'https://raw.githubusercontent.com/deephdc/deep-oc/master/MODULES.yml']
    ]);
  });

  it('are what sources.json says, where there is one', () => {
    writeFileSync(join(home, 'sources.json'), '{"sources": []}');
    expect(sources({ SONDE_HOME: home }, '/built').map(source => source.name)).toEqual(['built-in']);
  });

  it('say what is wrong with a line of sources.json, and keep the others', () => {
    const lines = [
      { name: 'good', kind: 'http', location: 'https://example.org/index.json' },
      { name: 'a/b', kind: 'http', location: 'https://example.org' },
      { name: 'c', kind: 'ftp', location: 'ftp://example.org' },
      { name: 'd', kind: 'folder', location: 'relative' },
      { name: 'e', kind: 'git', location: 'https://example.org/e.git', branch: '--upload-pack=x' },
      { name: 'built-in', kind: 'folder', location: '/tmp' },
      null
    ];
    writeFileSync(join(home, 'sources.json'), JSON.stringify({ sources: lines }));
    const problems = sources({ SONDE_HOME: home }, '/built').map(source => source.problem ?? 'none');
    expect(problems).toEqual([
      'none',
      'none',
      expect.stringMatching(/source 2: "name" must be letters.*not "a\/b"/),
      expect.stringMatching(/source 3: "kind" must be one of folder, git, http.*not "ftp"/),
      expect.stringMatching(/source 4: "location" must be an absolute folder, not "relative"/),
      expect.stringMatching(/source 5: "branch" must be the name of a branch/),
      expect.stringMatching(/source 6: "built-in" is the name/),
      expect.stringMatching(/source 7: "name" must be/)
    ]);
  });

  it.each([
    ['not json', /is not JSON/],
    ['[]', /must hold/],
    ['null', /must hold/]
  ])('keep the built-in one when sources.json is %j', (text, problem) => {
    writeFileSync(join(home, 'sources.json'), text);
    const [first, second] = sources({ SONDE_HOME: home }, '/built');
    expect(first).toEqual({ name: 'built-in', kind: 'folder', location: '/built' });
    expect(second?.problem).toMatch(problem);
  });
});
