import { describe, expect, it } from '@jest/globals';
import type { ModuleInfo } from '@sonde/schema';
import { snippet } from './snippet.js';

const input = { type: 'image', description: '', schema: {} } as ModuleInfo['input'];

describe('snippet', () => {
  it("uses the module's own example", () => {
    const examples = [{ title: 'Cat', input: "/data/Anna's cat.jpg", expected: 'tabby' }];
    expect(snippet({ kind: 'module', name: 'image-classification', input, examples })).toBe(
      [
        `import { load } from 'sonde';`,
        '',
        `const model = await load('image-classification');`,
        `await model.predict('/data/Anna\\'s cat.jpg')`,
        ''
      ].join('\n')
    );
  });

  it('shows what kind of input is wanted where there is no example', () => {
    expect(snippet({ kind: 'module', name: 'm', input, examples: [] })).toContain(
      `model.predict('photo.jpg')`
    );
    expect(snippet({ kind: 'module', name: 'm', input: { ...input, type: 'row' }, examples: [] })).toContain(
      'model.predict({})'
    );
  });
});
