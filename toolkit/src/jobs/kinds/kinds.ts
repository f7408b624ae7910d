/** All kinds of jobs. Each is loaded when it is needed: a process that runs a command has no use for TensorFlow. */
import type { JobKind } from '@sonde/schema';
import type { Kind } from './kind.js';

export const kinds: Readonly<Record<JobKind, () => Promise<Kind>>> = {
  train: async () => (await import('./train.js')).trainKind,
  notebook: async () => (await import('./notebook.js')).notebookKind,
  predict: async () => (await import('./predict.js')).predictKind,
  cell: async () => (await import('./cell.js')).cellKind,
  command: async () => (await import('./command.js')).commandKind
};
