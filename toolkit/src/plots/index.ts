/** Pictures of results, as MIME bundles that always carry a static picture and text. */
export * from './confusion-bundle.js';
export * from './labels-bundle.js';
export * from './run-bundle.js';
export * from './show.js';
export * from './table-bundle.js';
