import { describe, expect, it } from '@jest/globals';
import { parseCell } from '../cells/parse.js';
import { judgeBrowserCode } from './judge-browser-code.js';
import { toBuffer } from './lsp-positions.js';

/** What is left of "cannot find" for each of `missing`, and what is said of names that are elsewhere. */
async function judge(code: string, missing: string[], names: string[] = [], isOurs = true) {
  const items = missing.map(text => {
    const start = code.indexOf(text);
    return {
      range: { start: toBuffer(code, start), end: toBuffer(code, start + text.length) },
      code: text.includes('/') ? 2307 : 2304,
      message: text
    };
  });
  const verdict = await judgeBrowserCode(items, code, parseCell(code), {
    names: new Set(names),
    makesWidgets: () => Promise.resolve(isOurs)
  });
  return [
    verdict.items.map(one => one.message),
    verdict.unseen.map(one => one.message.replace(/\. Put.*/, ''))
  ];
}

describe('code for the browser', () => {
  const code = `ImageData; widget({ render({ el }) {
    new ResizeObserver(draw); const c: HTMLCanvasElement = el; typo; import('https://a/b'); import('no/where') } })`;

  it('may name what a browser has, and import from an address', async () => {
    const missing = [
      'ImageData',
      'ResizeObserver',
      'HTMLCanvasElement',
      'typo',
      "'https://a/b'",
      "'no/where'"
    ];
    expect(await judge(code, missing)).toEqual([['ImageData', 'typo', "'no/where'"], []]);
    expect(await judge(code, missing, [], false)).toEqual([missing, []]);
  });

  it('does not see the notebook', async () => {
    const draws = `widget({ render({ el }) { el.append(outer, outer, name, d3) }, imports: "import * as d3 from 'd3'" })`;
    const said = [[], ['render() runs in the browser and does not see "outer"']];
    expect(await judge(draws, [], ['outer', 'name', 'd3'])).toEqual(said);
    expect(await judge(draws, [], ['outer'], false)).toEqual([[], []]);
    expect(await judge(draws, [], [])).toEqual([[], []]);
  });
});
