import { describe, expect, it } from '@jest/globals';
import { detailsOf } from './lsp-details.js';

describe('detailsOf', () => {
  it('puts the type above the documentation', () => {
    const item = { label: 'x', detail: 'const x: number', documentation: { value: 'How many.' } };
    expect(detailsOf(item, '')).toEqual({
      markdown: '```typescript\nconst x: number\n```\n\nHow many.',
      edits: []
    });
  });

  it('does not take what TypeScript would do for a type', () => {
    const at = { line: 0, character: 0 };
    const item = {
      label: 'x',
      detail: 'Add import from "y"',
      additionalTextEdits: [{ range: { start: at, end: at }, newText: 'import { x } from "y";\n' }]
    };
    expect(detailsOf(item, 'x')).toMatchObject({
      markdown: '',
      edits: [{ text: "import { x } from 'y';\n" }]
    });
  });
});
