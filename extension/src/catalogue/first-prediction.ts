/** Which of a notebook's cells show what its module does, and train nothing. */

/** The last of them. @param code of each cell; empty where it is text */
export function lastToRun(code: readonly string[]): number {
  const prediction = code.findIndex(source => /\.predict(All)?\(/.test(source));
  return prediction >= 0 ? prediction : code.findIndex(source => source !== '');
}
