/** `kernel`, the global through which cells speak to the kernel itself; whoever offers something there adds to it. */
import { define } from './display.js';

let kernel: object | undefined;

export function kernelGlobal(): object {
  if (!kernel) {
    kernel = {};
    define('kernel', kernel);
  }
  return kernel;
}
