// Tries the addon in a process of its own, because a library that does not fit the machine takes its process with it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param {{ root: string }} place
 * @returns {Promise<string | undefined>} a sentence when the addon does not work
 */
export function selfTest({ root }, { script = fileURLToPath(import.meta.url), limit = 120_000 } = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [script, root], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limit,
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', chunk => (output += chunk));
    }
    child.on('error', error => resolve(failed(error.message)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else if (signal === 'SIGILL') resolve(failed('the processor lacks instructions it needs (AVX)'));
      else if (signal === 'SIGTERM') resolve(failed(`it did not end within ${limit / 1000} s`));
      else
        resolve(
          failed(signal ? `it ended with ${signal}` : (output.trim().split('\n').pop() ?? `exit ${code}`))
        );
    });
  });
}

const failed = why =>
  `The native engine was built but failed its test: ${why}. Sonde works without it; to try again, delete .setup/tensorflow and .setup/engine.json and run npm start.`;

/** In the child: native results beside those of the pure JavaScript backend. */
async function compare(root) {
  const require = createRequire(join(root, 'toolkit', 'package.json'));
  const util = require('node:util');
  util.isNullOrUndefined ??= value => value === null || value === undefined; // tfjs-node needs it, Node 23 dropped it
  require('@tensorflow/tfjs-node');
  const tf = require('@tensorflow/tfjs');
  const programs = {
    'a matrix product': () => tf.matMul(wave([33, 65]), wave([65, 17])),
    'a convolution gradient': () =>
      tf.grad(filter =>
        tf
          .conv2d(wave([2, 9, 9, 3]), filter, 2, 'same')
          .relu()
          .square()
          .sum()
      )(wave([3, 3, 3, 4])),
    'an input gradient': () =>
      tf.grad(x =>
        tf
          .conv2d(x, wave([3, 3, 3, 4]), 1, 'valid')
          .sigmoid()
          .sum()
      )(wave([2, 9, 9, 3]))
  };
  const wave = shape =>
    tf
      .range(
        0,
        shape.reduce((a, b) => a * b)
      )
      .sin()
      .reshape(shape);
  for (const [name, program] of Object.entries(programs)) {
    const results = {};
    for (const backend of ['tensorflow', 'cpu']) {
      if (!(await tf.setBackend(backend))) throw new Error(`the backend "${backend}" does not start`);
      if (backend === 'cpu') tf.backend().firstUse = false; // its notice that tfjs-node is faster
      results[backend] = await program().data();
    }
    const error = largestDifference(results.tensorflow, results.cpu);
    if (!(error < 1e-4)) throw new Error(`${name} differs by ${error} from the JavaScript backend's`);
  }
}

function largestDifference(a, b) {
  const scale = Math.max(...b.map(Math.abs));
  return a.length === b.length ? Math.max(...a.map((value, i) => Math.abs(value - b[i]))) / scale : Infinity;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  compare(process.argv[2]).catch(error => {
    console.error(error.message.split('\n')[0]);
    process.exit(1);
  });
}
