import { expect, it } from '@jest/globals';
import { parseCell } from './parse.js';
import { RememberedRewrites } from './remembered.js';

const remembered = new RememberedRewrites();
const rewrite = (source: string, known: string[] = [], shadowed: string[] = []) =>
  remembered.rewrite(source, parseCell(source), {
    known: new Set(known),
    shadowed: new Set(shadowed),
    run: 7
  });

it('remembers a script that introduces nothing any more, until another built-in is shadowed', async () => {
  const first = await rewrite('const a = URL');
  expect(first.introduces).toEqual(['a']);
  const second = await rewrite('const a = URL', ['a']);
  expect(second.code).not.toBe(first.code);
  expect(await rewrite('const a = URL', ['a', 'b'])).toBe(second);
  expect((await rewrite('const a = URL', ['a'], ['URL'])).code).toContain('URL$cell');
});

it('does not remember what carries the number of its run', async () => {
  expect(await rewrite('await 1')).not.toBe(await rewrite('await 1'));
});
