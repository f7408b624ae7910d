/** Notebooks that another kernel runs too: what every kernel for TypeScript should agree on, and where one is known not to. */

export interface ComparedNotebook {
  cells: string[];
  /** Why tslab gives something else, where it does. */
  differs?: string;
  /** What the last cell gives here, where it is something else. */
  here?: string;
}

export const notebooks: Readonly<Record<string, ComparedNotebook>> = {
  'a value': { cells: ['1 + 1'] },
  'a string': { cells: ['"a" + `b${1}`'] },
  'an object': { cells: ['({ a: [1, 2, { b: 3 }], c: new Map([[1, "x"]]) })'] },
  'undefined and null show nothing alike': { cells: ['undefined', 'void 0'] },
  'a declaration shows nothing': { cells: ['const a = 5', 'a'] },
  'the last expression of several': { cells: ['let b = 1; b + 1; b + 2;'] },
  'an assignment': { cells: ['let c = 1', 'c = 7', 'c'] },
  'a bigint, a symbol, a date': { cells: ['10n ** 20n', 'Symbol("s")', 'new Date(0)'] },
  'let again': { cells: ['let x = 1', 'let x = "two"', 'x'] },
  'const again with another type': { cells: ['const x = 1', 'const x = { y: 2 }', 'x.y'] },
  'function, then const': { cells: ['function x() { return 1 }', 'const x = 2', 'x'] },
  'const, then function': { cells: ['const x = 1', 'function x() { return 2 }', 'x()'] },
  'class, then let': { cells: ['class x {}', 'let x = 3', 'x'] },
  'let, then class': { cells: ['let x = 1', 'class x { static y = 4 }', 'x.y'] },
  'var, then let': { cells: ['var x = 1', 'let x = 5', 'x'] },
  'class again, with other members': {
    here: '1',
    differs: 'tslab takes an old object for one of the new class',
    cells: ['class P { a = 1 }', 'const p = new P(); p.a', 'class P { b = 2 }', 'new P().b', 'p.a']
  },
  'interface again': {
    cells: ['interface I { a: number }', 'interface I { b: string }', 'const i: I = { b: "x" }; i']
  },
  'type and value of one name': { cells: ['type T = number; const T = 3', 'const t: T = T; t'] },
  enum: { cells: ['enum Colour { Red, Green = 5, Blue }', 'Colour.Blue', 'Colour[5]'] },
  'string enum': { cells: ['enum S { A = "a" }', 'const s: S = S.A; s'] },
  'enum again': { cells: ['enum E { A, B }', 'enum E { C }', 'Object.keys(E).join()'] },
  namespace: {
    cells: [
      'namespace N { export const a = 1; const hidden = 2; export function f() { return a + hidden } }',
      'N.f()'
    ]
  },
  'namespace again': {
    cells: [
      'namespace N { export const a = 1 }',
      'namespace N { export const b = 2 }',
      'Object.keys(N).join()'
    ]
  },
  'closure over a name declared again': {
    here: '2',
    differs:
      'a name declared again is the same variable: functions of earlier cells see its new value, as in Python',
    cells: ['let n = 1; const get = () => n', 'let n = 2', 'get()']
  },
  'function that calls one declared again': {
    here: '2',
    differs: 'a function that is mended reaches those that call it without running their cells again',
    cells: [
      'function inner() { return 1 }\nfunction outer() { return inner() }',
      'function inner() { return 2 }',
      'outer()'
    ]
  },
  'counter in a closure': {
    cells: ['const count = (() => { let n = 0; return () => ++n })()', 'count(); count()', 'count()']
  },
  'a name used before its function': {
    cells: ['const v = twice(4)\nfunction twice(k: number) { return k * 2 }', 'v']
  },
  'assignment from a function': {
    cells: ['let total = 0; function add(k: number) { total += k }', 'add(2); add(3)', 'total']
  },
  'array destructuring': {
    cells: ['const [d1, , d3 = 9, ...rest] = [1, 2, undefined, 4, 5]', '[d1, d3, rest]']
  },
  'object destructuring': {
    cells: ['const { a: o1, b: { c: o2 = 8 } = {}, ...others } = { a: 1, z: 2 } as any', '[o1, o2, others]']
  },
  'destructuring assignment': { cells: ['let p1 = 1, p2 = 2;', '[p1, p2] = [p2, p1]', '[p1, p2]'] },
  'swapped by a destructuring of one cell': {
    cells: ['let q1 = 1, q2 = 2; [q1, q2] = [q2, q1]; q1 * 10 + q2']
  },
  'several declarators, some without value': {
    cells: ['let r1 = 1, r2: number | undefined, r3 = r1 + 1', '[r1, r2, r3]']
  },
  await: { cells: ['const w = await Promise.resolve(20)', 'w + 1'] },
  'await as the last expression': { cells: ['await Promise.resolve("late")'] },
  'await in a block': {
    cells: ['let sum = 0;\nfor (const k of [1, 2]) { sum += await Promise.resolve(k) }', 'sum']
  },
  'for await': {
    here: "'12'",
    differs: "tslab's code is not async for it",
    cells: [
      'let all = "";\nfor await (const k of (async function* () { yield 1; yield 2 })()) { all += k }\nall'
    ]
  },
  'a promise that is not awaited': { cells: ['const later = Promise.resolve(5)', 'await later'] },
  'import of a default and a namespace': { cells: ['import * as path from "path"', 'path.join("a", "b")'] },
  'named import under another name': {
    cells: ['import { join as glue, sep } from "path"', 'glue("a", sep)']
  },
  'import again': { cells: ['import { join } from "path"', 'import { join } from "path"', 'join("x", "y")'] },
  'import, then a declaration of its name': {
    cells: ['import { join } from "path"', 'const join = 5', 'join']
  },
  'import of a type': {
    cells: ['import type { ParsedPath } from "path"', 'const pp: Partial<ParsedPath> = { base: "b" }; pp']
  },
  'dynamic import': { cells: ['(await import("path")).basename("/a/b.c")'] },
  require: { cells: ['require("path").extname("a.ts")'] },
  'generic function': {
    cells: [
      'function first<T>(list: T[]): T | undefined { return list[0] }',
      'first(["a"])',
      'first<number>([])'
    ]
  },
  'generic class': {
    cells: [
      'class Box<T> { constructor(readonly value: T) {} map<U>(f: (v: T) => U) { return new Box(f(this.value)) } }',
      'new Box(2).map(v => String(v)).value'
    ]
  },
  'conditional and mapped types': {
    cells: [
      'type Keys<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T]',
      'const key: Keys<{ a: number; b: string }> = "a"; key'
    ]
  },
  inheritance: {
    cells: [
      'class Animal { speak() { return "?" } }',
      'class Dog extends Animal { speak() { return super.speak() + "!" } }',
      'new Dog().speak()',
      'new Dog() instanceof Animal'
    ]
  },
  'abstract, static, accessors': {
    cells: [
      'abstract class Shape { static made = 0; abstract area: number; get double() { return this.area * 2 } constructor() { Shape.made++ } }',
      'class Square extends Shape { area = 4 }',
      '[new Square().double, Shape.made]'
    ]
  },
  'private members': {
    cells: [
      'class Safe { #code = 1; private other = 2; open() { return this.#code + this.other } }',
      'new Safe().open()'
    ]
  },
  'satisfies and as const': {
    cells: ['const conf = { a: 1, b: "x" } as const satisfies Record<string, number | string>', 'conf']
  },
  overloads: {
    cells: [
      'function over(a: string): string;\nfunction over(a: number): number;\nfunction over(a: any) { return a }',
      'over("x") + over(1)'
    ]
  },
  'a decorator': {
    cells: [
      'const tag = (target: any) => { target.tagged = true };',
      '@tag class Tagged { static tagged: boolean }',
      'Tagged.tagged'
    ]
  },
  'loops and labels': {
    cells: [
      'let hits = 0;\nouter: for (let i = 0; i < 5; i++) { for (let j = 0; j < 5; j++) { if (j === 3) continue outer; if (i === 3) break outer; hits++ } }',
      'hits'
    ]
  },
  'switch, try, finally': {
    cells: [
      'let seen = "";\ntry { switch (1 as number) { case 1: seen += "one"; throw new Error("x"); default: seen += "no" } } catch (e) { seen += "caught" } finally { seen += "done" }',
      'seen'
    ]
  },
  'var in a block': {
    here: '4',
    differs: 'tslab forgets it',
    cells: ['if (true) { var inBlock = 4; let gone = 5 }', 'inBlock']
  },
  'generators and iterators': { cells: ['function* gen() { yield* [1, 2]; return 3 }', '[...gen()]'] },
  'optional chaining and nullish': {
    cells: ['const maybe: { a?: { b: number } } = {}', 'maybe.a?.b ?? "none"']
  },
  'template tags and regular expressions': {
    cells: [
      'const tagged = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join("|") + v.length',
      'tagged`a${1}b\\n${2}`',
      '"2026-11".match(/(?<y>\\d+)-/)?.groups?.y'
    ]
  },
  'printed text': {
    cells: ['console.log("a", 1); console.log({ b: 2 });', 'for (const k of [1, 2]) console.log(k)']
  },
  'export of a declaration': {
    here: '3',
    differs: 'tslab forgets what a cell exports itself',
    cells: ['export const e1 = 1; export function e2() { return 2 }', 'e1 + e2()']
  },
  'a thrown error': { cells: ['throw new TypeError("bad")', '1'] },
  'an error in a function of an earlier cell': {
    cells: ['function fails() { throw new RangeError("r") }', 'fails()', '2']
  },
  'a rejected await': { cells: ['await Promise.reject(new SyntaxError("s"))', '3'] },
  'names before an error stay': {
    here: '1',
    differs: 'what a cell has done before its error is done',
    cells: ['const before = 1; (null as any).x; const after = 2', 'before']
  },
  'a type error': { cells: ['const wrong: number = "text"', '4'] },
  'a name that nobody made': { cells: ['nobodyMadeThis', '5'] },
  'a wrong argument': { cells: ['Math.max("1")', '6'] },
  'a property that is not there': { cells: ['const has = { a: 1 }', 'has.b', 'has'] },
  'a syntax error': { cells: ['let = ;', '7'] },
  'a package that is not there': { cells: ['import nothing from "no-such-package-here"', '8'] },
  'a cell that is a module': {
    cells: [
      '/** @module greetings */\nexport const hello = (n: string) => `hello ${n}`;',
      'import { hello } from "./greetings"',
      'hello("you")'
    ]
  },
  'a built-in declared anew': { cells: ['const URL = "mine"', 'URL'] },
  'null as the last expression': {
    here: 'null',
    differs: 'null is a value',
    cells: ['null']
  }
};
