/** Placeholder until the next commit: the gradients that the WebAssembly backend lacks. */
import type { Tensorflow } from './tensorflow.js';

export function addWasmGradients(_tf: Tensorflow): void {}
