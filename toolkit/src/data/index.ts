/** Reading what users have: pictures, recordings, tables and folders of labelled pictures. */
export * from './decode-text.js';
export * from './audio-value.js';
export * from './image-folders.js';
export * from './image-value.js';
export * from './read-audio.js';
export * from './read-image.js';
export * from './read-table.js';
export * from './read-text.js';
export * from './scaled.js';
export * from './shuffle.js';
export * from './split.js';
export * from './table.js';
