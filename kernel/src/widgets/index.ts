/** Jupyter's widgets for cells: `import { slider } from '@sonde/kernel/widgets'`. */
export * from './controls.js';
export * from './selection.js';
export * from './containers.js';
export { output, type Output } from './output.js';
export { progressOf, type ProgressOptions } from './progress-of.js';
export { link, jslink, jsdlink } from './links.js';
export { widget } from './any-widget.js';
export type { AnyWidgetModel, AnyWidgetModule, RenderContext } from './any-widget.js';
export { layout } from './layout.js';
export type * from './types.js';
export type * from './models.js';
