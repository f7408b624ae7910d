import { describe, expect, it } from '@jest/globals';
import { withoutDeclaredElsewhere } from './elsewhere.js';

const unknown = (name: string, code = '2304') => ({
  from: { line: 0, column: 0 },
  to: { line: 0, column: 1 },
  severity: 'error' as const,
  message: `Cannot find name '${name}'.`,
  code
});
const kept = (name: string, ...others: string[]) =>
  withoutDeclaredElsewhere([unknown(name)], others).length === 1;

describe('withoutDeclaredElsewhere', () => {
  it.each([
    `const model = await load('x')`,
    `import { load, model } from 'sonde'`,
    `import * as model from 'fs'`,
    `import model from 'fs'`,
    `const { image, model } = all`,
    `const [\n  image,\n  model\n] = all`,
    `async function model() {}`,
    `class model {}`,
    `x();\nexport interface model {}`
  ])('forgives a name that another cell declares: %s', source => {
    expect(kept('model', source)).toBe(false);
  });

  it.each([`model.predict()`, `const remodel = 1`, `const a = model`, `// nothing`, `call(const_model)`])(
    'keeps a name that another cell only uses: %s',
    source => {
      expect(kept('model', source)).toBe(true);
    }
  );

  it('keeps every other error', () => {
    const wrongOption = {
      ...unknown('epoch', '2561'),
      message: `'epoch' does not exist in type 'TrainArgs'`
    };
    expect(withoutDeclaredElsewhere([wrongOption], ['const epoch = 1'])).toEqual([wrongOption]);
  });

  it('knows the other ways of saying so', () => {
    expect(withoutDeclaredElsewhere([unknown('a', '2552')], ['const a = 1'])).toEqual([]);
  });
});
