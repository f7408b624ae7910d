import { describe, expect, it } from '@jest/globals';
import { Type } from '@sinclair/typebox';
import ts from 'typescript';
import type { ModuleInfo } from '@sonde/schema';
import { declareArguments, declareModule } from './declare-types.js';
import { knownArguments } from './known-arguments.js';

const declare = (properties: Parameters<typeof Type.Object>[0]) =>
  declareArguments({ name: 'iris', predictOptions: Type.Object(properties) });

describe('declareArguments', () => {
  it('documents description, range, unit and default of every option', () => {
    expect(
      declareArguments({
        name: 'iris',
        predictOptions: Type.Object({
          top: Type.Integer({
            minimum: 1,
            maximum: 1000,
            default: 5,
            description: 'How many labels to return'
          }),
          gap: Type.Optional(Type.Number({ minimum: 0.1, unit: 's', description: 'Longest pause.' }))
        }),
        explain: { options: Type.Object({ grid: Type.Integer({ default: 12 }) }) },
        train: { args: Type.Object({ target: Type.String({ description: 'Column' }) }) }
      })
    ).toBe(`"iris": {
  predict: {
    /**
     * How many labels to return. A whole number from 1 to 1,000.
     * @defaultValue 5
     */
    top?: number;
    /** Longest pause. A number 0.1 s or more. */
    gap?: number;
  };
  why: {
    /**
     * A whole number.
     * @defaultValue 12
     */
    grid?: number;
  };
  train: {
    /** Column */
    target: string;
  };
};`);
  });

  it.each([
    [Type.Union([Type.Literal('head'), Type.Literal("it's")]), '"head" | "it\'s"'],
    [Type.Unsafe({ enum: ['a', 1, null] }), '"a" | 1 | null'],
    [Type.Unsafe({ type: ['string', 'null'] }), 'string | null'],
    [Type.Array(Type.Union([Type.String(), Type.Number()])), '(string | number)[]'],
    [Type.Array(Type.Object({ x: Type.Number() })), '{\n      x: number;\n    }[]'],
    [Type.Record(Type.String(), Type.Boolean()), '{ [name: string]: boolean }'],
    [Type.Object({}), '{ [name: string]: unknown }'],
    [Type.Unknown(), 'unknown']
  ])('writes the type of %j', (schema, type) => {
    expect(declare({ it: schema })).toContain(`    it: ${type};`);
  });

  it('says in no comment what the type says already', () => {
    expect(declare({ on: Type.Boolean(), name: Type.String({ minLength: 1 }) })).not.toContain('/**');
  });

  it.each([
    '*/ process.exit(); /*',
    'two `ticks` and one `',
    'a\n@deprecated\u2028@param b {@link c}',
    '<img src=x onerror=alert(1)>',
    '\\*\\/ ends\\',
    '${1}\u0000\u202e'
  ])('lets no description out of its comment: %j', description => {
    const text = knownArguments([
      {
        name: `${description}"x`,
        predictOptions: Type.Object({
          [description]: Type.Optional(
            Type.String({ description, default: description, pattern: description })
          ),
          after: Type.Optional(Type.Union([Type.Literal(description), Type.Literal('x')], { description }))
        })
      }
    ]);
    const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
    expect((file as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics).toEqual([]);
    expect(file.statements).toHaveLength(2);
    const tags: string[] = [];
    const collect = (node: ts.Node): void => {
      if (ts.isPropertySignature(node)) tags.push(...ts.getJSDocTags(node).map(tag => tag.tagName.text));
      ts.forEachChild(node, collect);
    };
    collect(file);
    expect(tags).toEqual(['defaultValue']);
    // A key or a type is a string of the code; in comments, markup is escaped.
    expect(text.match(/^ *\/?\*.*/gm)?.join('\n')).not.toMatch(/[^\\]</);
  });
});

describe('declareModule', () => {
  const info = (input: Partial<ModuleInfo['input']>) =>
    ({
      name: 'mine',
      card: { title: 'Mine', summary: 'Does */ it' },
      input: { type: 'json', description: '', schema: Type.Unknown(), ...input },
      output: { type: 'json', description: '', schema: Type.Object({ depth: Type.Number({ unit: 'm' }) }) }
    }) as unknown as ModuleInfo;

  it('takes what its schema says, and files where those will do', () => {
    expect(declareModule(info({ type: 'audio', schema: Type.String() }))).toBe(
      '/**\n * Mine\n * Does *\\/ it\n */\n"mine": SchemaModule<string | URL | Uint8Array | object, ' +
        '{\n  /** A number in m. */\n  depth: number;\n}>;'
    );
    expect(declareModule(info({}))).toContain('SchemaModule<unknown, ');
    const why = Type.Object({});
    expect(declareModule({ ...info({}), why })).toContain('}> & { explain: object };');
  });
});
