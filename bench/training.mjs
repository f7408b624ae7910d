// Training beside Keras: the same TensorFlow release, the same nets, batch and threads, `fit` on both sides.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { inTurns, startContender } from './contender.mjs';
import { pythonPeers } from './python-peers.mjs';
import { median, row } from './rows.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const batch = 64;

const nets = [
  { net: 'cnn', steps: 60, metric: `two-convolution network, batch ${batch}` },
  { net: 'head', steps: 200, metric: `dense head 1280-128-5, batch ${batch}` }
];

export async function run({ rounds, cache, say }) {
  const peers = pythonPeers(cache, say);
  const threads = availableParallelism();
  const contenders = {
    ours: await startContender([process.execPath, here('ours/training.mjs')]),
    peer: await startContender([peers.python, here('peers/training_peer.py'), String(threads)])
  };
  const { engine, threads: used } = contenders.ours.ready;
  say(
    `ours runs on ${engine}, ${used} threads; Keras on ${contenders.peer.ready.engine}, ${threads} threads`
  );
  const peerName = `Keras ${peers.version('keras')} on ${contenders.peer.ready.engine}`;
  const rows = [];
  try {
    for (const { net, steps, metric } of nets) {
      say(`${metric}: ${rounds} rounds of ${steps} steps`);
      const seen = { ours: [], peer: [] };
      // The first round warms up: Keras traces its graph, both fill their pools of memory.
      for (let round = -1; round < rounds; round++) {
        const answers = {};
        for (const who of inTurns(round + 1, 'ours', 'peer')) {
          answers[who] = await contenders[who].ask({ net, steps, batch });
          if (round >= 0) seen[who].push(answers[who].perSecond);
        }
        sameNet(metric, answers);
      }
      const [ours, peer] = [median(seen.ours), median(seen.peer)];
      rows.push(row({ metric, unit: 'steps/s', ours, peer, peerName, goal: 1, higherIsBetter: true }));
    }
  } finally {
    await Promise.all(Object.values(contenders).map(contender => contender.end()));
  }
  return { rows };
}

/** A comparison counts only when both train as many parameters and neither diverges. */
function sameNet(metric, { ours, peer }) {
  if (ours.parameters === peer.parameters && Number.isFinite(ours.loss) && Number.isFinite(peer.loss)) return;
  throw new Error(
    `The contenders differ in "${metric}": ${JSON.stringify(ours)} and ${JSON.stringify(peer)}`
  );
}
