/** Names for comms, displays and files. Node's cryptography is loaded with the first one, not with the kernel. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export function uniqueId(): string {
  const { randomUUID } = require('node:crypto') as typeof import('node:crypto');
  return randomUUID();
}
