export { displayFunctions } from './display-functions.js';
export { objectBundle } from './object-bundle.js';
