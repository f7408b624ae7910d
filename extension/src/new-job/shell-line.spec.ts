/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { JobRequest } from '@sonde/schema';
import { shellLine } from './shell-line.js';

it.each<[JobRequest, string]>([
  [
    {
      kind: 'train',
      module: 'tabular-classification',
      data: '/my data/iris.csv',
      args: { target: 'species', epochs: 20, ignore: ['a', 'b'], code: '007a', year: '2026' },
      target: 'docker',
      resources: { cpus: 2, memoryBytes: 4.5e9, gpus: 1, minutes: 90 },
      title: '-x',
      retries: 2
    },
    "npx sonde job run train tabular-classification --data '/my data/iris.csv' --arg target=species --arg epochs=20 " +
      `--arg 'ignore=["a","b"]' --arg code=007a --arg 'year="2026"' --on docker --cpus 2 --memory 4.5GB --gpus 1 ` +
      '--time 90m --retries 2 --title=-x\n'
  ],
  [
    {
      kind: 'predict',
      module: 'm',
      data: '/d',
      weights: '1m85x7mvq-hgh5',
      device: 'gpu',
      after: ['a', 'b'],
      labels: { who: 'me' }
    },
    'npx sonde job run predict m --data /d --weights 1m85x7mvq-hgh5 --device gpu --after a --after b --label who=me\n'
  ],
  [
    { kind: 'notebook', notebook: '/a/b.ipynb', args: { lr: 0.1 } },
    'npx sonde job run notebook /a/b.ipynb --arg lr=0.1\n'
  ],
  [
    { kind: 'command', command: ['python3', 'fit.py', '--name', "it's"], data: '/d' },
    "npx sonde job run command --data /d -- python3 fit.py --name 'it'\\''s'\n"
  ]
])('writes %j as a shell reads it', (request, line) => expect(shellLine(request)).toBe(line));

it('makes a schedule of it where it is started at set times', () =>
  expect(
    shellLine({ kind: 'train', module: 'm', data: '/d' }, { cron: '30 2 * * 1-5', zone: 'Europe/Madrid' })
  ).toBe("npx sonde schedule add '30 2 * * 1-5' train m --data /d --zone Europe/Madrid\n"));
