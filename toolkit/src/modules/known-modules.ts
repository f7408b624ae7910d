/**
 * Module name → its definition's type. Empty here; `@sonde/modules` adds the built-in ones by declaration merging, so
 * that `load('image-classification')` is typed in every cell without the toolkit importing a module.
 */

export interface KnownModules {}
