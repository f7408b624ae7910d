import { describe, expect, it, jest } from '@jest/globals';
import type { DisplayPort, MimeBundle, WeightFile } from '@sonde/schema';
import { drawFetching } from './draw-fetching.js';

const file: WeightFile = {
  path: 'w<1>.bin',
  sha256: '',
  bytes: 80e6,
  format: 'bin',
  licence: 'MIT',
  origin: 'a test'
};
let time = 0;
const now = () => time;

function notebook() {
  const drawn: [how: string, html: unknown, text: unknown][] = [];
  const note = (how: string, bundle: MimeBundle) =>
    drawn.push([how, bundle['text/html'], bundle['text/plain']]);
  const port = {
    show: (bundle: MimeBundle) => note('show', bundle),
    update: (_: string, bundle: MimeBundle) => note('update', bundle)
  } as unknown as DisplayPort;
  return { drawn, port };
}

describe('weights that are being fetched', () => {
  it('are a bar below the cell after a second, and a line once they are there', () => {
    const { drawn, port } = notebook();
    const { report, stopped } = drawFetching(port, { now });
    for (const [after, done] of [
      [0, 1e6],
      [999, 4e6],
      [1000, 5e6],
      [1100, 6e6],
      [1250, 40e6],
      [1260, 80e6]
    ] as const) {
      time = after;
      report(file, done);
    }
    stopped();
    expect(drawn).toEqual([
      [
        'show',
        '<div>Fetching the weights w&lt;1&gt;.bin: 5.0 of 80.0 MB <progress max="80000000" value="5000000"></progress></div>',
        'Fetching the weights w<1>.bin: 5.0 of 80.0 MB'
      ],
      ['update', expect.stringContaining('value="40000000"'), expect.stringContaining('40.0 of 80.0 MB')],
      [
        'update',
        '<div>Fetched the weights w&lt;1&gt;.bin (80.0 MB)</div>',
        'Fetched the weights w<1>.bin (80.0 MB)'
      ]
    ]);
  });

  it('leave no bar when they fail or are interrupted', () => {
    const { drawn, port } = notebook();
    const { report, stopped } = drawFetching(port, { now, after: 0 });
    report(file, 5e6);
    stopped();
    stopped();
    expect(drawn.map(([how, , text]) => [how, text])).toEqual([
      ['show', 'Fetching the weights w<1>.bin: 5.0 of 80.0 MB'],
      ['update', 'Stopped fetching the weights w<1>.bin at 5.0 of 80.0 MB']
    ]);
  });

  it('are not mentioned where it takes less than a second', () => {
    const { drawn, port } = notebook();
    time = 0;
    const { report, stopped } = drawFetching(port, { now });
    report(file, 1e6);
    report(file, 80e6);
    stopped();
    expect(drawn).toEqual([]);
  });

  it('are lines in a shell, one in five seconds', () => {
    const print = jest.fn<(line: string) => void>();
    const { report } = drawFetching(undefined, { now, print });
    for (let at = 0; at <= 8000; at += 200) {
      time = at;
      report(file, at * 1e4);
    }
    expect(print.mock.calls.flat()).toEqual([
      'Fetching the weights w<1>.bin: 10.0 of 80.0 MB',
      'Fetching the weights w<1>.bin: 60.0 of 80.0 MB',
      'Fetched the weights w<1>.bin (80.0 MB)'
    ]);
  });
});
