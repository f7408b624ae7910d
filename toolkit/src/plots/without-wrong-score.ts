/** What a model found is worth showing also where its score is no number. */
export function withoutWrongScore<Found extends { score?: number }>(found: Found): Found {
  if (found.score === undefined || Number.isFinite(found.score)) return found;
  const rest = { ...found };
  delete rest.score;
  return rest;
}
