// Strips types for jest. Types are checked by `tsc`; here only speed counts.
import { transformSync } from 'oxc-transform';

export default {
  process(source, path) {
    const { code, map, errors } = transformSync(path, source, {
      sourcemap: true,
      lang: path.endsWith('x') ? 'tsx' : 'ts',
      jsx: { runtime: 'classic' },
      typescript: { onlyRemoveTypeImports: true }
    });
    if (errors.length > 0)
      throw new Error(`Cannot compile ${path}: ${errors.map(e => e.message).join('; ')}`);
    return { code, map };
  }
};
