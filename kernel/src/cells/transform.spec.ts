import { describe, expect, it } from '@jest/globals';
import { mappingOf } from './source-map.js';
import { transformCell } from './transform.js';

describe('transformCell', () => {
  it('lowers what has a meaning at run time', () => {
    expect(transformCell('enum E { A }', 'ts').code).toContain('E["A"] = 0');
  });

  it('keeps imports that only types use: later cells may use them', () => {
    expect(transformCell('import { a } from "m"; enum E { A }', 'ts').code).toContain('import { a }');
  });

  it('fails with the parser’s sentence', () => {
    expect(() => transformCell('enum {', 'ts')).toThrow(/token|identifier/i);
  });
});

describe('mappingOf', () => {
  it('reads variable-length quantities, negative ones too', () => {
    // Line 0: column 0 → 0:0, column 4 → 2:6; line 1: column 2 → 1:1.
    const mapping = mappingOf('AAAA,IAEM;EADL');
    expect(mapping({ line: 0, column: 4 })).toEqual({ line: 2, column: 6 });
    expect(mapping({ line: 0, column: 5 })).toEqual({ line: 2, column: 7 });
    expect(mapping({ line: 1, column: 2 })).toEqual({ line: 1, column: 1 });
    expect(mapping({ line: 9, column: 0 })).toBeUndefined();
  });
});
