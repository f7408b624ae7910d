/** The kernel's own package: cells import it (`@sonde/kernel/widgets`) from the kernel that runs them, wherever the notebook lies. */
import { fileURLToPath } from 'node:url';

export const ownName = '@sonde/kernel';

export const ownFolder = fileURLToPath(new URL('..', import.meta.url));
