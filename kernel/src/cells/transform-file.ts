/** A TypeScript file of the notebook's folder as JavaScript, with the way back to its lines. */
import { transformSync, type TransformResult } from 'oxc-transform';
import { jsxOptions } from './transform.js';

export function transformFile(path: string, text: string): TransformResult {
  return transformSync(path, text, {
    lang: path.endsWith('x') ? 'tsx' : 'ts',
    sourceType: path.endsWith('.cts') ? 'commonjs' : 'module',
    target: 'es2023',
    decorator: { legacy: true },
    jsx: jsxOptions(text),
    sourcemap: true
  });
}
