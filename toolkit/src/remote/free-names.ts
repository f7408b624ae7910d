/** The names that an expression takes from around it, found in its syntax tree. */
import { SondeError } from '@sonde/schema';

/** In the order of their first use; names of the language's own objects (`Math`, `console`) included. */
export async function freeNames(expression: string): Promise<string[]> {
  // Most processes never need them.
  const [{ parseSync }, { analyze }] = await Promise.all([import('oxc-parser'), import('eslint-scope')]);
  const { program, errors } = parseSync('function.js', `(${expression})`, {
    sourceType: 'module',
    range: true,
    preserveParens: false
  });
  const [error] = errors;
  if (error) throw new SondeError('code-unreadable', `Cannot read a function's source: ${error.message}`);
  // Both follow the ESTree standard; their types name it differently.
  const scopes = analyze(program as unknown as Parameters<typeof analyze>[0], {
    ecmaVersion: 2022,
    sourceType: 'module'
  });
  return [...new Set(scopes.globalScope?.through.map(reference => reference.identifier.name))];
}
