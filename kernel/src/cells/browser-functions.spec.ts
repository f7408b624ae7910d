import { describe, expect, it } from '@jest/globals';
import { browserFunctions } from './browser-functions.js';
import { parseCell } from './parse.js';

/** Each function with what is free in it; `sent` with the word that is called and the text of the imports. */
function found(code: string): unknown[] {
  return browserFunctions(code, parseCell(code)).map(({ name, sent, free }) => [
    name,
    free.map(one => `${one.name}${one.around ? ' (around)' : ''}`).join(' '),
    ...(sent ? [/^\w+/.exec(code.slice(sent.callee))?.[0], sent.imports] : [])
  ]);
}

describe('functions for the browser', () => {
  it('are those that a call is given, with what they do not declare themselves', () => {
    const code = `w.widget({
      render({ model, el: root }) {
        const a = outer, { b = deep } = model;
        function inner(c: Shape) { return a + b + c + inner + { outer, d: el.outer }; }
        for (const i of list) root.append(i as Node);
      },
      initialize: async ({ model }) => fetch(model.url), imports: "import x from 'x'" })`;
    expect(found(code)).toEqual([
      ['render', 'outer deep el list', 'widget', `"import x from 'x'"`],
      ['initialize', 'fetch', 'widget', `"import x from 'x'"`]
    ]);
  });

  it('are found by their names in the same cell', () => {
    const code =
      'const draw = ({ el }) => outer; function initialize() { draw }\nwidget({ render: draw, initialize })';
    expect(found(code)).toEqual([
      ['render', 'outer', 'widget', ''],
      ['initialize', 'draw', 'widget', '']
    ]);
  });

  it('do not see what is declared around them', () => {
    expect(found('const make = color => { let n; return widget({ render() { color + n + top } }) }')).toEqual(
      [['render', 'color (around) n (around) top', 'widget', '']]
    );
  });

  it('may import what cannot be told', () => {
    expect(found('widget({ render() {}, imports: lines })')).toEqual([['render', '', 'widget', undefined]]);
    expect(found('widget({ render() {}, ...more })')).toEqual([['render', '', 'widget', undefined]]);
  });

  it('look like such where another cell may send them', () => {
    expect(
      found('const draw = ({ el }) => 1; const render = ({ model }) => 2; const fit = ({ model }) => 3')
    ).toEqual([
      ['draw', ''],
      ['render', '']
    ]);
    expect(found('const more = 1; class A { render() { more } }')).toEqual([]);
  });
});
