import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { modelsSource } from './generate-widget-models.mjs';

describe('the models of the stock controls', () => {
  it('are those of the specification that is installed', () => {
    expect(readFileSync(new URL('src/widgets/models.ts', import.meta.url), 'utf8')).toBe(modelsSource());
  });
});
