/** Code that is cut into cells gives what it gives as one module. */
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'oxc-transform';
import { cellRuntime as runtimeName } from '@sonde/schema/display';
import { parseCell } from './parse.js';
import { rewriteCell } from './rewrite.js';

jest.setTimeout(60_000);

/** A statement: `name` is its own, `old` is an expression over the names before it. `uses` are expressions that others may use. */
interface Form {
  text(name: string, old: string): string;
  uses(name: string): string[];
}

const plain = (name: string) => [name];
const form = (text: Form['text'], uses: Form['uses'] = plain): Form => ({ text, uses });

const forms: readonly Form[] = [
  form((n, e) => `const ${n} = ${e};`),
  form((n, e) => `let ${n}: number = ${e}\n${n} += 2`),
  form((n, e) => `var ${n} = (${e} as any)!;`),
  form((n, e) => `const ${n} = ${e} as number\n;[1].map(k => k)`),
  form((n, e) => `export const ${n} = ${e} satisfies number;`),
  form((n, e) => `let ${n};\n${n} = ${e}`),
  form(
    (n, e) => `const { x: ${n} = ${e}, ...${n}r } = { y: ${e} } as any;`,
    n => [n, `${n}r.y`]
  ),
  form(
    (n, e) => `const ${n}a = 1, [${n}, ${n}b = ${n} + 1, , ...${n}c] = [${e}, undefined, 3, 4];`,
    n => [n, `${n}a`, `${n}b`, `${n}c[0]`]
  ),
  form(
    (n, e) => `let ${n} = 1, ${n}o = 2; [${n}, ${n}o] = [${n}o, ${e}];`,
    n => [n, `${n}o`]
  ),
  form(
    (n, e) => `function ${n}(k: number, l = ${e}): number { return k + l }`,
    n => [`${n}(1)`, `${n}(1, 2)`, `${n}.length`]
  ),
  form(
    (n, e) => `const ${n} = ${n}f(3)\nfunction ${n}f(k: number) { return k * (${e}) }`,
    n => [n, `${n}f(2)`]
  ),
  form((n, e) => `async function ${n}f() { return ${e} }\nconst ${n} = await ${n}f();`),
  form((n, e) => `function* ${n}g() { yield 1; yield ${e} }\nconst [, ${n}] = ${n}g();`),
  form(
    (n, e) =>
      `class ${n} { static v = ${e}; #p = ${e}; constructor(readonly q = 2) {} get() { return this.#p + this.q } }`,
    n => [`${n}.v`, `new ${n}().get()`, `${n}.name.length`]
  ),
  form(
    (n, e) =>
      `abstract class ${n}a { abstract k: number; twice() { return this.k * 2 } }\nclass ${n} extends ${n}a { k = ${e} }`,
    n => [`new ${n}().twice()`]
  ),
  form(
    n => `enum ${n} { A = 3, B, C = B * 2 }`,
    n => [`${n}.B`, `${n}['C']`]
  ),
  form(
    (n, e) =>
      `namespace ${n} { const inner = ${e}; export const v = inner + 1; export function f() { return inner } }`,
    n => [`${n}.v`, `${n}.f()`]
  ),
  form((n, e) => `const ${n} = await Promise.resolve(${e})`),
  form((n, e) => `let ${n} = 0;\nfor await (const k of [Promise.resolve(1), ${e}]) { ${n} += k }`),
  form(
    (n, e) => `let ${n} = ${e}; const ${n}i = () => ++${n}; ${n}i(); ${n}i()`,
    n => [n, `${n}i()`]
  ),
  form(
    (n, e) =>
      `var ${n} = 0;\n${n}l: for (let i = 0; i < 3; i++) { for (;;) { if (i === 1) continue ${n}l; ${n} += i + ${e}; break } }`
  ),
  form((n, e) => `if (${e} > 5) { var ${n} = 1 } else { ${n} = 2; let inner = 3; ${n} += inner }`),
  form(
    (n, e) => `for (var ${n} = 0, ${n}t = 0; ${n} < 3; ${n}++) { ${n}t += ${e} }`,
    n => [n, `${n}t`]
  ),
  form(
    (n, e) =>
      `let ${n} = 0;\ntry { ${n} = ${e}; throw new Error('x') } catch { ${n} += 1 } finally { ${n} *= 2 }`
  ),
  form((n, e) => `let ${n} = 0;\nswitch (${e} % 2) { case 0: { ${n} = 1; break } default: ${n} = 7 }`),
  form(
    (n, e) => `import { n as ${n}, type T as ${n}T } from 'm';\nconst ${n}u: ${n}T = ${e};`,
    n => [n, `${n}u`]
  ),
  form(
    (n, e) => `import * as ${n} from 'm';\nvoid ${e}`,
    n => [`${n}.n`]
  ),
  form((n, e) => `interface ${n}I { a: number }\ntype ${n}T = ${n}I['a'];\nconst ${n}: ${n}T = ${e}`),
  form(
    (n, e) => `const ${n} = (<T,>(x: T): T => x)<number>(${e}), ${n}s = { ${n}, m() { return ${n} } }`,
    n => [n, `${n}s.m()`, `${n}s.${n}`]
  ),
  form((n, e) => `let ${n} = ${e}\n{ let ${n} = 100; ${n}++ }\n;((${n}: number) => { ${n} = 3 })(1)`),
  form((n, e) => `const { length: ${n} } = \`\${${e}}\${'x'.repeat(3)}\`;`),
  form((n, e) => `declare const ${n}d: number;\nlet ${n}: number | undefined = undefined; ${n} ??= ${e}`)
];

/** Statements, and where a new cell begins. */
const programs = fc.array(
  fc.record({
    form: fc.nat(forms.length - 1),
    uses: fc.array(fc.nat(1000), { maxLength: 3 }),
    literal: fc.integer({ min: 0, max: 20 }),
    newCell: fc.boolean()
  }),
  { minLength: 1, maxLength: 14 }
);

type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never;

function write(program: Program): { cells: string[]; uses: string[] } {
  const cells: string[] = [''];
  const uses: string[] = [];
  for (const [index, { form: number, uses: wanted, literal, newCell }] of program.entries()) {
    const { text, uses: own } = forms[number]!;
    const old = uses.length === 0 ? [] : wanted.map(one => uses[one % uses.length] ?? '0');
    if (newCell) cells.push('');
    const statement = text(`v${index}`, `(${[String(literal), ...old].join(' + ')})`);
    cells.push(`${cells.pop() ?? ''}${statement}\n`);
    uses.push(...own(`v${index}`));
  }
  return { cells, uses };
}

const modules: Record<string, Record<string, unknown>> = { m: { n: 11 } };
const globals = () => ({ Promise, Symbol, Error });

/** As the body of one strict async function: Node's own modules in contexts end the process now and then. */
async function asModule(source: string, uses: readonly string[]): Promise<unknown> {
  const body = source
    .replaceAll(/^export const/gm, 'const')
    .replaceAll(
      /^import \{ n as (\w+), type T as (\w+) \} from 'm'/gm,
      'const { n: $1 } = m; type $2 = number'
    )
    .replaceAll(/^import \* as (\w+) from 'm'/gm, 'const $1 = m');
  const whole = `${body}\ndone([${uses.join(', ')}])`;
  const { code, errors } = transformSync('m.ts', whole, {
    lang: 'ts',
    sourceType: 'module',
    target: 'es2023'
  });
  expect(errors).toEqual([]);
  let given: unknown;
  const done = (values: unknown) => void (given = values);
  const context = createContext({ ...globals(), ...modules, done });
  // A module that had types only is marked as one.
  const script = code.replaceAll(/^export \{\s*\};?/gm, '');
  await runInContext(`(async () => { "use strict";${script}})()`, context);
  return given;
}

async function asCells(cells: readonly string[], uses: readonly string[]): Promise<unknown> {
  const context = createContext({
    ...globals(),
    [runtimeName]: {
      import: (name: string) => Promise.resolve(modules[name]),
      wait: (value: unknown) => value,
      each: (values: unknown) => values
    }
  });
  const known = new Set<string>();
  let value: unknown;
  for (const [index, source] of [...cells, `[${uses.join(', ')}]`].entries()) {
    const cell = parseCell(source);
    expect(cell.errors).toEqual([]);
    const { code, introduces } = await rewriteCell(source, cell, { known, shadowed: new Set(), run: index });
    for (const name of introduces) known.add(name);
    value = await runInContext(code, context);
  }
  return value;
}

describe('code cut into cells', () => {
  it('gives what it gives as one module', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async program => {
        const { cells, uses } = write(program);
        const [one, other] = await Promise.all([asModule(cells.join(''), uses), asCells(cells, uses)]);
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      }),
      { numRuns: 300 }
    );
  });

  it('gives the same when every cell is run twice', async () => {
    // What only declares is the same the second time.
    await fc.assert(
      fc.asyncProperty(programs, async program => {
        const { cells, uses } = write(program);
        const [one, other] = await Promise.all([
          asModule(cells.join(''), uses),
          asCells([...cells, ...cells], uses)
        ]);
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      }),
      { numRuns: 200 }
    );
  });
});
