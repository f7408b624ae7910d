/** Jupyter's widgets, for cells: `import { slider } from 'sonde/widgets'`. They are the kernel's own. */
export * from '@sonde/kernel/widgets';
