/** The contracts between the rooms: JSON Schemas, and the types derived from them. Imports nothing from Sonde. */
export * from './call-check.js';
export * from './card.js';
export * from './cell-code.js';
export * from './display.js';
export * from './error.js';
export * from './event.js';
export * from './file-endings.js';
export * from './job.js';
export * from './module.js';
export * from './printable.js';
export * from './service.js';
export * from './state.js';
export * from './target.js';
export * from './views.js';
