import { describe, expect, it } from '@jest/globals';
import { createContext, runInContext, Script } from 'node:vm';
import { parseCell } from './parse.js';
import { rewriteCell } from './rewrite.js';
import { cellRuntime as runtimeName } from '@sonde/schema/display';

/** A notebook without a kernel: cells run one after another in one realm. */
function notebook(modules: Record<string, Record<string, unknown>> = {}) {
  const disposals: (() => void)[] = [];
  const context = createContext({
    [runtimeName]: {
      import: (name: string) => Promise.resolve(modules[name] ?? {}),
      meta: { url: 'file:///notebook.ts' },
      wait: (value: unknown) => value,
      each: (values: unknown) => values,
      using: (resource: Record<symbol, () => void>) => {
        disposals.push(() => resource[Symbol.dispose]?.());
        return resource;
      }
    },
    Promise,
    Symbol
  });
  const known = new Set<string>();
  const shadowed = new Set<string>();
  let run = 0;
  return {
    disposals,
    context,
    async cell(source: string): Promise<unknown> {
      const {
        code,
        introduces,
        shadows,
        async: isAsync,
        shows
      } = await rewrite(source, known, ++run, shadowed);
      for (const name of introduces) known.add(name);
      for (const name of shadows) shadowed.add(name);
      const value: unknown = runInContext(code, context);
      if (!isAsync) return shows ? value : undefined;
      const last = (await value) as [unknown] | undefined;
      return shows ? last?.[0] : undefined;
    }
  };
}

async function rewrite(
  source: string,
  known: ReadonlySet<string> = new Set(),
  run = 1,
  shadowed: ReadonlySet<string> = new Set()
) {
  const parsed = parseCell(source);
  expect(parsed.errors).toEqual([]);
  return rewriteCell(source, parsed, { known, shadowed, run });
}

describe('rewriteCell', () => {
  it('leaves out what adds to global types', async () => {
    const { cell } = notebook();
    expect(await cell('declare global { interface Array<T> { second(): T } }\n7')).toBe(7);
    expect(await cell('declare const URL: string;\ntypeof structuredClone')).toBe('undefined');
    expect(await cell('let global = 3; global')).toBe(3);
  });

  it('keeps what cells declare for the cells after them', async () => {
    const { cell } = notebook();
    await cell('const a = 1, { b, c: [d = 4] } = { b: 2, c: [] as number[] };\nlet e: number;');
    expect(await cell('[a, b, d, e]')).toEqual([1, 2, 4, undefined]);
  });

  it.each([
    ['function x() { return 1 }', 'let x = 2; x', 2],
    ['class x {}', 'const x = 3; x', 3],
    ['const x = 1', 'class x { static y = 4 }\nx.y', 4],
    ['let x = 1', 'function x() { return 5 }\nx()', 5],
    ['var x = 1', 'const x = 6; x', 6],
    ['import x from "m"', 'const x = 7; x', 7],
    ['enum x { A }', 'const x = 8; x', 8],
    ['const x = 1', 'import { x } from "m"; x', 'imported']
  ])('redeclares %s by %s', async (first, second, expected) => {
    const { cell } = notebook({ m: { default: 1, x: 'imported' } });
    await cell(first);
    expect(await cell(second)).toBe(expected);
  });

  it('allows a name twice in one cell', async () => {
    expect(await notebook().cell('let a = 1;\nlet a = 2;\na')).toBe(2);
  });

  it('starts an enum anew', async () => {
    const { cell } = notebook();
    await cell('enum E { A, B }');
    expect(await cell('enum E { C }\nObject.keys(E).join()')).toBe('0,C');
  });

  it('hoists functions that are used before their line', async () => {
    expect(await notebook().cell('const n = twice(4)\nfunction twice(x: number) { return x * 2 }\nn')).toBe(
      8
    );
  });

  it('lets a redeclared function be seen by its old callers', async () => {
    const { cell } = notebook();
    await cell('function inner() { return 1 }\nfunction outer() { return inner() }');
    await cell('function inner() { return 2 }');
    expect(await cell('outer()')).toBe(2);
    expect(await cell('outer.name')).toBe('outer');
  });

  it('keeps the names of classes and arrow functions', async () => {
    expect(await notebook().cell('class Foo {}\nconst bar = () => 1;\n[Foo.name, bar.name].join()')).toBe(
      'Foo,bar'
    );
  });

  it('treats var in blocks and loops as the cell’s own, let as the block’s', async () => {
    const { cell } = notebook();
    await cell(
      'for (var i = 0; i < 3; i++) { var last = i; let gone = i }\nfor (var k of [7]) {}\nif (true) var q = 9'
    );
    expect(await cell('[i, last, k, q, typeof gone].join()')).toBe('3,2,7,9,undefined');
  });

  it('does not take a var of a function for the cell’s', async () => {
    expect((await rewrite('function f() { var inner = 1; return inner }')).introduces).toEqual(['f']);
  });

  it('awaits at the top level and shows the last value', async () => {
    const { cell } = notebook();
    expect(await cell('const x = await Promise.resolve(20)\nx + 1')).toBe(21);
    expect(await cell('for await (const y of [1, 2]) var sum = (sum ?? 0) + y;\nsum')).toBe(3);
    expect(await cell('x')).toBe(20);
  });

  it('imports defaults, names, namespaces and for effect', async () => {
    const { cell } = notebook({ m: { default: 'd', named: 'n' } });
    const source =
      'import d, { named as n, type T } from "m";\nimport * as all from "m"\nimport "effect"\n[d, n, all.named].join()';
    expect(await cell(source)).toBe('d,n,n');
  });

  it('asks only for imported names that the cell uses, since the others may be types', async () => {
    const { code } = await rewrite(
      'import { used, Unused } from "m"; const x: Unused = used; ({ Unused: 1 }); x.Unused'
    );
    expect(code).toContain('["used"])');
  });

  it('drops imports of types', async () => {
    expect((await rewrite('import type { A } from "a"; import { type B } from "b"; 1')).code).not.toContain(
      'import('
    );
  });

  it('strips exports and shows a default', async () => {
    const { cell } = notebook();
    expect(
      await cell('export const a = 1;\nexport { a as b };\nexport type T = 1;\nexport default a + 1')
    ).toBe(2);
    await cell('export default function named() { return 5 }');
    await cell('export default class {}');
    expect(await cell('named()')).toBe(5);
  });

  it('erases types in place, so that positions stay true', async () => {
    const source =
      'let a: number = (1 as any)!; class C<T> implements I { private readonly x?: T; declare y: T }';
    const { code } = await rewrite(source, new Set(['a', 'C']));
    expect(code).toBe(
      '"use strict";void (a         = (1       ) ); C=class C                 {                  x    ; ;            };'
    );
  });

  it.each([
    'function f(this: Window, a?: number, ...rest: string[]): asserts a {}',
    'const f = async <T,>(x: T): Promise<T> => x satisfies T;',
    'abstract class A { abstract m(): void; protected abstract p: string; override toString() { return "" } [key: string]: unknown; constructor(); constructor(a?: number) {} }',
    'interface I { a: string }\ntype T = I;\ndeclare const q: number;\ndeclare function g(): void;\nfunction o(a: string): void;\nfunction o(a: unknown) {}',
    'let x!: number, y = <string>"a", [z]: [number?] = [];',
    'const v = a as\n unknown\n;(1)',
    '{ let w = a as number\n[1].at(0) }\nfor (let i = 0 as number; i < 1; i++) {}',
    'class B extends Array<number> { static #p?: string = "a"; readonly ["computed"] = 1; get v(): number { return 1 } }',
    'try { } catch (e: unknown) { }',
    'const t = f<string>; const u = new Map<string, number>(); tag<string>`x`;'
  ])('leaves plain JavaScript of %s', async source => {
    const { code } = await rewrite(source);
    expect(() => new Script(code)).not.toThrow();
  });

  it('does not let a cast swallow the next line', async () => {
    expect(await notebook().cell('const a = 1\na as number\n;[2][0]')).toBe(2);
    expect(await notebook().cell('const f = () => 5\nlet s = f() as number\n(1)\ns')).toBe(5);
    expect(await notebook().cell('let r = 0; const f = () => 5\nr = f() as number\n(1)')).toBe(1);
  });

  it('runs enums, parameter properties, namespaces, decorators and JSX', async () => {
    const jsx = (type: string, props: unknown) => ({ type, props });
    const { cell } = notebook({
      'react/jsx-runtime': { jsx },
      '@oxc-project/runtime/helpers/decorate': {
        default: (decorators: ((one: unknown) => void)[], target: unknown) => {
          for (const decorator of decorators) decorator(target);
          return target;
        }
      }
    });
    expect(await cell('enum E { A = 3 }\nE[3]')).toBe('A');
    expect(
      await cell('class P { constructor(private x: number) {} get y() { return this.x } }\nnew P(4).y')
    ).toBe(4);
    expect(await cell('namespace N { export const a = 1 }\nN.a')).toBe(1);
    expect(
      await cell(
        'const mark = (c: any) => { c.marked = true };\n@mark class K { static marked: boolean }\nK.marked'
      )
    ).toBe(true);
    expect(await cell('(<div id="a">x</div>).props.id')).toBe('a');
  });

  it('holds top-level `using` until the cell ends', async () => {
    const { cell, disposals } = notebook();
    expect(await cell('using r = { v: 3, [Symbol.dispose]() {} };\nr.v')).toBe(3);
    expect(disposals).toHaveLength(1);
  });

  it('maps positions back to the cell, also through a transform and past hoisted functions', async () => {
    for (const source of [
      'const a = 1;\nenum E { A }\nconst o: any = 0;\no.foo',
      'go();\nfunction go() {\n  o.foo;\n}'
    ]) {
      const { code, mapping } = await rewrite(source);
      const at = code.indexOf('o.foo');
      const line = code.slice(0, at).split('\n').length - 1;
      const column = at - (code.lastIndexOf('\n', at) + 1);
      const wanted = source.indexOf('o.foo');
      expect(mapping({ line, column })).toEqual({
        line: source.slice(0, wanted).split('\n').length - 1,
        column: wanted - (source.lastIndexOf('\n', wanted) + 1)
      });
    }
  });

  it('gives import() and import.meta to the runtime', async () => {
    const { code, async: isAsync } = await rewrite('const l = () => import("x"); import.meta.url');
    expect(code).toContain(`${runtimeName}.import("x")`);
    expect(code).toContain(`${runtimeName}.meta.url`);
    expect(isAsync).toBe(false);
  });

  it('lets a cell take the name of a built-in without hiding it from anybody else', async () => {
    const { cell, context } = notebook({ m: { Map: 'imported' } });
    await cell(
      'const URL = "https://example.org", { performance = 3 } = {} as any;\nfunction fetch() { return URL }'
    );
    expect(await cell('[URL, performance, fetch(), { URL }.URL].join()')).toBe(
      'https://example.org,3,https://example.org,https://example.org'
    );
    expect(
      await cell('((URL: number) => { let performance = 1; return URL + performance + fetch().length })(1)')
    ).toBe(21);
    expect(await cell('import { Map } from "m"; class process { static URL = URL }\nprocess.URL + Map')).toBe(
      'https://example.orgimported'
    );
    expect(
      await cell(
        'for (const URL of [1]) { var seen = URL }\ntry { throw 2 } catch (URL) { seen += URL }\nseen'
      )
    ).toBe(3);
    expect(runInContext('[typeof URL, typeof process, typeof Map].join()', context)).toBe(
      'undefined,undefined,function'
    );
    const { mapping, code } = await rewrite('const URL = 1;\nURL.x.y', new Set(), 1, new Set());
    const line = code.split('\n')[1] ?? '';
    expect(mapping({ line: 1, column: line.indexOf('y') })).toEqual({ line: 1, column: 6 });
  });

  it('shows nothing for a declaration', async () => {
    expect((await rewrite('1; const a = 2')).shows).toBe(false);
    expect((await rewrite('const a = 2; a;')).shows).toBe(true);
  });
});
