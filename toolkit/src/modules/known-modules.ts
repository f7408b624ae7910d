/**
 * What the editor knows of modules by their name. Empty here; `@sonde/modules` adds the built-in ones by declaration
 * merging, and `<SONDE_HOME>/types/catalogue.d.ts` those of other sources, so that `load('image-classification')` is typed
 * in every cell without the toolkit importing a module.
 */
import type { Predictor } from './define-module.js';

/** Module name → its definition's type. */
export interface KnownModules {}

/** Module name → what `predict` and `train` take, every option documented. Generated from the modules' schemas. */
export interface KnownArguments {}

/** Name of a container of the catalogue → true. */
export interface KnownContainers {}

/** A module of which only the schemas are known, as an entry of {@link KnownModules}. */
export interface SchemaModule<Input, Output> {
  input: { read(value: Input): unknown };
  open(context: never): Promise<Predictor<never, never, Output>>;
}
