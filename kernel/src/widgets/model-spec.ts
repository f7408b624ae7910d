/** How a model is described: its name for the front end, and what it holds. */

export interface ModelSpec {
  /** npm package of the front end that has the model and its view. */
  readonly module: string;
  /** Range of versions of that package's models. */
  readonly version: string;
  /** Its name there; otherwise the kind's, with "Model". */
  readonly model?: string;
  /** Null: nothing is drawn. */
  readonly view: string | null;
  /** The package that has the view, where it is another. */
  readonly drawnBy?: { readonly module: string; readonly version: string };
  /** By the name that cells use. */
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface Attribute {
  readonly type: string;
  readonly default: unknown;
  /** Its name on the wire; empty: the front end does not know it. */
  readonly wire: string;
  /** May be null. */
  readonly none?: boolean;
  readonly choices?: readonly string[];
  /** What an array holds. */
  readonly items?: string;
  /** An array of two. */
  readonly pair?: boolean;
  /** A model of this name, made for every widget. */
  readonly part?: string;
  /** False: too big to be sent back to the front end that sent it. */
  readonly echo?: boolean;
}
