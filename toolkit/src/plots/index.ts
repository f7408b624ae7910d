/** Pictures of results, as MIME bundles that always carry a static picture and text. */
export * from './boxes-bundle.js';
export * from './confusion-bundle.js';
export * from './gallery-bundle.js';
export * from './images-bundle.js';
export * from './keypoints-bundle.js';
export * from './labels-bundle.js';
export * from './masks-bundle.js';
export * from './regions-bundle.js';
export * from './run-bundle.js';
export * from './series-bundle.js';
export * from './show.js';
export * from './spans-bundle.js';
export * from './table-bundle.js';
export * from './table-view-bundle.js';
export * from './tensor-bundle.js';
export * from './why-bundle.js';
