// Predictions beside ONNX Runtime in Python: the same weights, image and threads; the first one in a fresh process, then
// those that follow, from the file on the disk to the five best labels. Then each network alone, and reading a photograph
// beside Pillow and NumPy.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurns, startContender } from './contender.mjs';
import { networks } from './networks.mjs';
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
      ours: [process.execPath, here('ours/inference.mjs'), image],
      peer: [peers.python, here('peers/inference_peer.py'), image, weights, labels, String(threads)]
    };
    const seen = { first: pair(), predict: pair() };
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
        ...(await alone({ rounds, peers, folder, threads, say }))
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
    for (const who of inTurns(round + turn, 'ours', 'peer')) {
      await settled();
      const { ms } = await contenders[who].ask({ what: 'predict', times: 5 });
      seen.predict[who].push(median(ms));
    }
  }
  await Promise.all(Object.values(contenders).map(contender => contender.end()));
}

/** The networks without what is around them, at 0.95 times the speed of Python or better, and reading a photograph. */
async function alone({ rounds, peers, folder, threads, say }) {
  const image = await largePhotograph(folder);
  const list = JSON.stringify(networks);
  const questions = [
    ...networks.map(({ name }) => ({
      metric: `the network alone: ${name}`,
      ask: { what: 'network', name, times: 5 },
      peerName: `onnxruntime ${peers.version('onnxruntime')} (Python), ${threads} threads`,
      tolerance: 0.001
    })),
    {
      metric: 'a JPEG of 12 megapixels to a tensor of 224×224',
      ask: { what: 'photograph', times: 2 },
      peerName: `Pillow ${peers.version('pillow')} and NumPy ${peers.version('numpy')}`,
      // Decoders round colours differently.
      tolerance: 0.02
    }
  ];
  const contenders = {
    ours: await startContender([process.execPath, here('ours/networks.mjs'), list, image], {
      SONDE_HOME: folder
    }),
    peer: await startContender([peers.python, here('peers/networks_peer.py'), list, image, String(threads)])
  };
  const seen = questions.map(pair);
  for (let round = 0; round < rounds; round++) {
    say(`networks, round ${round + 1} of ${rounds}`);
    for (let turn = 0; turn < 6; turn++) {
      for (const [i, question] of questions.entries()) {
        const answers = {};
        for (const who of inTurns(round + turn, 'ours', 'peer')) {
          await settled();
          answers[who] = await contenders[who].ask(question.ask);
          seen[i][who].push(median(answers[who].ms));
        }
        sameSum(question, answers);
      }
    }
  }
  await Promise.all(Object.values(contenders).map(contender => contender.end()));
  return questions.map(({ metric, peerName }, i) => {
    const [ours, peer] = [median(seen[i].ours), median(seen[i].peer)];
    return row({ metric, unit: 'ms', ours, peer, peerName, goal: 1.053 });
  });
}

/** A comparison counts only when both computed the same. */
function sameSum({ metric, tolerance }, { ours, peer }) {
  const off = Math.abs(ours.sum - peer.sum) / Math.max(Math.abs(peer.sum), 1e-6);
  if (ours.count === peer.count && off <= tolerance) return;
  throw new Error(
    `The contenders disagree in "${metric}": sums ${ours.sum} of ${ours.count} and ${peer.sum} of ${peer.count}`
  );
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

/** The same photograph as large as those of telephones: 4000×3000, with grain, so that it weighs what they do. */
async function largePhotograph(folder) {
  const { default: sharp } = await import('sharp');
  const path = join(folder, 'large.jpg');
  const [width, height] = [4000, 3000];
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 8 }
    }
  })
    .png()
    .toBuffer();
  await sharp(here(`${module}/examples/coffee.png`))
    .resize(width, height, { fit: 'cover' })
    .removeAlpha()
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toFile(path);
  return path;
}
