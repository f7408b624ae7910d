import { describe, expect, it } from '@jest/globals';
import { Type } from '@sinclair/typebox';
import { checkCall } from '@sonde/schema';
import type { AnyModule } from './define-module.js';
import { judgeCallsTo } from './judge-call.js';

const closed = { additionalProperties: false };
const definition = {
  name: 'iris',
  predictOptions: Type.Object({ top: Type.Integer({ minimum: 1, maximum: 3, default: 3 }) }, closed),
  train: {
    args: Type.Object({ epochs: Type.Integer({ minimum: 1, maximum: 500 }), target: Type.String() }, closed)
  },
  explain: { options: Type.Object({ grid: Type.Integer({ minimum: 2, maximum: 32 }) }, closed) }
} as unknown as AnyModule;

describe('a call as it is typed', () => {
  judgeCallsTo(definition);
  const train = '(method) Module<"iris">.train(data: string, args?: {...}): Promise<Run<"iris">>';

  it('is told which literal is out of its range, in the words of the run', () => {
    expect(checkCall({ signature: train, values: { epochs: -1 } })).toEqual({
      epochs: ['"epochs" is -1; it must be a whole number from 1 to 500']
    });
    expect(
      checkCall({ signature: '(method) Module<"iris@1.0.0">.predict(input: Row)', values: { top: 9 } })
    ).toEqual({
      top: ['"top" is 9; it must be a whole number from 1 to 3']
    });
  });

  it('is judged by the module of the source that it names', () => {
    const other = { ...definition, predictOptions: Type.Object({ top: Type.Integer({ minimum: 5 }) }) };
    judgeCallsTo(other, 'team/iris@1.0.0');
    const wrong = (name: string, top: number) =>
      checkCall({ signature: `(method) Module<"${name}">.predict(input: Row)`, values: { top } })['top'];
    expect(wrong('team/iris', 2)).toEqual(['"top" is 2; it must be a whole number 5 or more']);
    expect(wrong('team/iris@1.0.0', 2)).toBeDefined();
    expect(wrong('iris', 2)).toBeUndefined();
  });

  it('of why() is judged by its own options', () => {
    const signature = '(method) Explaining<"iris">.why(input: Row, options?: {...}): Promise<Explanation>';
    expect(checkCall({ signature, values: { grid: 99, top: 9 } })).toEqual({
      grid: ['"grid" is 99; it must be a whole number from 2 to 32']
    });
  });

  it('is told of a target that is not there', () => {
    expect(checkCall({ signature: train, values: { on: 'lokal', epochs: 5 } })).toEqual({
      on: ['there is no target "lokal". Did you mean "local"?']
    });
    expect(checkCall({ signature: train, values: { on: 'mars' } })['on']?.[0]).toContain(
      'There are: local, docker, slurm'
    );
    expect(checkCall({ signature: train, values: { on: 'docker' } })).toEqual({});
  });

  it('is not told what the type checker tells, nor that something is missing', () => {
    expect(checkCall({ signature: train, values: { epochs: 5, epochz: 1 } })).toEqual({});
    expect(checkCall({ signature: train, values: {} })).toEqual({});
  });

  it('is left alone when it goes to something else', () => {
    expect(checkCall({ signature: '(method) Array<number>.map(f: any)', values: { epochs: -1 } })).toEqual(
      {}
    );
    expect(
      checkCall({ signature: '(method) Module<"rose">.train(data: string)', values: { epochs: -1 } })
    ).toEqual({});
  });
});
