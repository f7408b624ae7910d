import { describe, expect, it } from '@jest/globals';
import { signaturesOf } from './lsp-signatures.js';

const marked = (label: string, parameters: string[], activeParameter: number) => {
  const [one] =
    signaturesOf({
      signatures: [{ label, activeParameter, parameters: parameters.map(label => ({ label })) }]
    })?.signatures ?? [];
  return one?.parameter && label.slice(one.parameter.start, one.parameter.end);
};

describe('signaturesOf', () => {
  it('finds the parameter that is written, behind those before it', () => {
    expect(marked('a(a: A, b: a)', ['a: A', 'b: a'], 0)).toBe('a: A');
    expect(marked('f(x: T, y: T)', ['x: T', 'y: T'], 1)).toBe('y: T');
    expect(marked('f(x: T)', ['x: T'], 1)).toBeUndefined();
    expect(marked('f()', [], 0)).toBeUndefined();
  });

  it('stays on a parameter that takes the rest', () => {
    expect(marked('log(first: string, ...rest: any[])', ['first: string', '...rest: any[]'], 4)).toBe(
      '...rest: any[]'
    );
  });

  it('knows nothing where nothing is called', () => {
    expect(signaturesOf(null)).toBeUndefined();
    expect(signaturesOf({ signatures: [] })).toBeUndefined();
  });
});
