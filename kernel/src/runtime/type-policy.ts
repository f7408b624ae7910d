/** `kernel.types`: what the notebook wants done about type errors, for the cells that follow. */
import { asTypePolicy, type TypePolicy } from '../cells/type-policy.js';
import { kernelGlobal } from './kernel-global.js';

export function installTypePolicy(policy: TypePolicy, tell: (policy: TypePolicy) => void): void {
  let current = policy;
  Object.defineProperty(kernelGlobal(), 'types', {
    enumerable: true,
    get: () => current,
    set: (value: unknown) => {
      current = asTypePolicy(value, 'kernel.types');
      tell(current);
    }
  });
}
