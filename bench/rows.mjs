// The rows of a bench: a metric, ours, the peer's, their ratio and whether the goal is met.

/**
 * @param {{ metric: string, unit: string, ours: number, peer?: number, peerName?: string, goal?: number,
 *   of?: 'ratio' | 'ours', higherIsBetter?: boolean }} row `goal` bounds the ratio ours/peer, or ours itself where
 *   there is no peer
 */
export function row({ metric, unit, ours, peer, peerName, goal, higherIsBetter = false }) {
  const ratio = peer === undefined ? null : round(ours / peer);
  const judged = ratio ?? ours;
  const met = goal === undefined ? null : higherIsBetter ? judged >= goal : judged <= goal;
  return {
    metric,
    unit,
    ours: round(ours),
    peer: peer === undefined ? null : round(peer),
    peerName: peerName ?? null,
    ratio,
    goal: goal ?? null,
    met
  };
}

export function median(values) {
  const sorted = values.filter(value => value !== null && value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rows as lines for a terminal. */
export function table(rows) {
  const head = ['metric', 'ours', 'peer', 'ratio', 'goal', ''];
  const lines = rows.map(row => [
    row.metric,
    `${row.ours} ${row.unit}`,
    row.peer === null ? '' : `${row.peer} ${row.unit} (${row.peerName})`,
    row.ratio === null ? '' : String(row.ratio),
    row.goal === null ? '' : String(row.goal),
    row.met === null ? '' : row.met ? 'met' : 'missed'
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map(line => line[i].length)));
  return [head, ...lines]
    .map(line =>
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd()
    )
    .join('\n');
}

function round(value) {
  return Number(value.toPrecision(4));
}
