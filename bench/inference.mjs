// Predictions beside ONNX Runtime in Python: the same weights, image and threads; the first one in a fresh process, then
// those that follow, from the file on the disk to the five best labels.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurns, startContender } from './contender.mjs';
import { pythonPeers } from './python-peers.mjs';
import { median, row } from './rows.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const module = '../modules/image-classification';
const weights = here(`${module}/weights/efficientnet-lite0.onnx`);

export async function run({ rounds, cache, say }) {
  const peers = pythonPeers(cache, say);
  const folder = mkdtempSync(join(tmpdir(), 'sonde-bench-inference-'));
  const threads = availableParallelism();
  const peerName = `onnxruntime ${peers.version('onnxruntime')} (Python), ${threads} threads`;
  try {
    const image = await photograph(folder);
    const labels = here(`${module}/weights/labels.json`);
    const argv = {
      ours: [process.execPath, here('ours/inference.mjs'), image, weights],
      peer: [peers.python, here('peers/inference_peer.py'), image, weights, labels, String(threads)]
    };
    const seen = { first: pair(), predict: pair(), run: pair() };
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      await measure({ round, argv, seen, env: { SONDE_HOME: folder } });
    }
    const of = name => ({ ours: median(seen[name].ours), peer: median(seen[name].peer), peerName });
    return {
      rows: [
        row({ metric: 'fresh process to first prediction', unit: 'ms', ours: of('first').ours, goal: 2000 }),
        row({ metric: 'fresh process to first prediction, beside', unit: 'ms', ...of('first') }),
        row({ metric: 'following predictions, file to labels', unit: 'ms', ...of('predict'), goal: 1.3 }),
        row({ metric: 'the network alone', unit: 'ms', ...of('run'), goal: 1.3 })
      ]
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const pair = () => ({ ours: [], peer: [] });

async function measure({ round, argv, seen, env }) {
  const contenders = {};
  for (const who of inTurns(round, 'ours', 'peer')) {
    contenders[who] = await startContender(argv[who], env);
    seen.first[who].push(contenders[who].readyMs);
  }
  sameAnswer(contenders.ours.ready.labels, contenders.peer.ready.labels);
  // Short turns, so that what else the machine does falls on both.
  for (let turn = 0; turn < 12; turn++) {
    for (const what of ['predict', 'run']) {
      for (const who of inTurns(round + turn, 'ours', 'peer')) {
        await settled();
        const { ms } = await contenders[who].ask({ what, times: 5 });
        seen[what][who].push(median(ms));
      }
    }
  }
  await Promise.all(Object.values(contenders).map(contender => contender.end()));
}

/** ONNX Runtime's threads of the contender before go on spinning for a while, on the cores that the next one needs. */
const settled = () => new Promise(resolve => setTimeout(resolve, 150));

/** A comparison counts only when both say the same of the picture. */
function sameAnswer([ours], [peer]) {
  if (ours.label === peer.label && Math.abs(ours.probability - peer.probability) < 0.1) return;
  throw new Error(`The contenders disagree: ${JSON.stringify(ours)} and ${JSON.stringify(peer)}`);
}

/** An example of the module as a 224×224 PNG. */
async function photograph(folder) {
  const { default: sharp } = await import('sharp');
  const path = join(folder, 'photograph.png');
  await sharp(here(`${module}/examples/coffee.png`))
    .resize(224, 224, { fit: 'cover' })
    .removeAlpha()
    .toFile(path);
  return path;
}
