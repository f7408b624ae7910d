/** What a function that `remote` sends is given where it runs. */
export interface RemoteContext {
  /** Aborted, with a sentence as its reason, when the job shall stop. */
  signal: AbortSignal;
  /** Absolute folder for files: what lies there at the end is kept with the job. */
  folder: string;
  /** A point of a curve that is drawn in the cell. */
  metric(series: string, step: number, value: number): void;
  /** How far it is, e.g. `progress(3, 10, 'images')`. */
  progress(done: number, total?: number, unit?: string): void;
  /** A line for whoever looks at the job. What is printed goes to its log. */
  log(text: string): void;
}
