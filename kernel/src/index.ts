/** What other rooms use of the kernel: installing it. The kernel itself is a program, `lib/main.js`. */
export { installKernelspec, type InstallOptions } from './install/kernelspec.js';
