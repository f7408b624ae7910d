export { boundedInspect } from './bounded-inspect.js';
export { displayFunctions } from './display-functions.js';
export { objectBundle } from './object-bundle.js';
