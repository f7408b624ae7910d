import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTensorflow } from './tensorflow.js';

const require = createRequire(import.meta.url);
const addon = join(
  dirname(require.resolve('@tensorflow/tfjs-node/package.json')),
  'lib/napi-v8/tfjs_binding.node'
);

describe('opening TensorFlow', () => {
  it('takes WebAssembly when asked, and says that it has one thread', async () => {
    const { tf, device } = await openTensorflow('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(device).toMatchObject({ engine: expect.stringMatching(/^wasm 4/), kind: 'cpu', threads: 1 });
    expect(device.why).toBe('WebAssembly was asked for.');
  });

  it('saves a model to a file and loads it again, without the native addon', async () => {
    const { tf } = await openTensorflow('wasm');
    const folder = mkdtempSync(join(tmpdir(), 'model-'));
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
    await model.save(`file://${folder}`);
    const again = await tf.loadLayersModel(`file://${folder}/model.json`);
    const x = tf.ones([1, 3]);
    expect(await (again.predict(x) as typeof x).data()).toEqual(await (model.predict(x) as typeof x).data());
    rmSync(folder, { recursive: true });
  });
});

// The library is loaded in a process of its own: it stays in a process for good, and prints to its stderr.
const native = existsSync(addon) || process.env.CI === 'true';
if (!native) console.warn('Skipped: native TensorFlow, because the set-up has not built its addon here.');

(native ? describe : describe.skip)('native TensorFlow', () => {
  it('multiplies and differentiates as the JavaScript backend does', () => {
    expect(selfTest()).toEqual({ status: 0, stderr: '' });
  }, 120_000);

  it('is what openTensorflow takes, with the threads it says; a GPU is refused with a sentence', () => {
    const program = `
      const { tf, device } = await openTensorflow();
      const a = tf.ones([3, 3]);
      const [nine] = await tf.matMul(a, a).sum().data();
      const refusal = await openTensorflow('gpu').catch(({ code, message, hint }) => ({ code, message, hint }));
      console.log(JSON.stringify({ device, nine, backend: tf.getBackend(), refusal }));`;
    expect(inChild(program, { TF_NUM_INTRAOP_THREADS: '1' })).toEqual({
      device: expect.objectContaining({
        engine: expect.stringMatching(/^tensorflow 2\./),
        kind: 'cpu',
        threads: 1
      }),
      nine: 27,
      backend: 'tensorflow',
      refusal: {
        code: 'no-gpu',
        message: expect.stringMatching(
          /^A GPU was asked for, but no engine here can use one: tensorflow 2\.\S+ is a build for the processor/
        ),
        hint: "Use device: 'auto' to run on the processor."
      }
    });
  }, 120_000);

  it('has a step function like the stock one, slopes and not-a-numbers included', () => {
    const program = `
      const { tf } = await openTensorflow();
      const x = tf.tensor1d([NaN, -Infinity, -2, -0, 0, 1e-30, 3, Infinity]);
      const values = [tf.step(x), tf.step(x, 0.5)].map(t => Array.from(t.dataSync(), String));
      const relu = Array.from(tf.grad(v => tf.relu(v).sum())(tf.tensor1d([-2, 0, 3])).dataSync());
      console.log(JSON.stringify({ values, relu }));`;
    expect(inChild(program)).toEqual({
      values: [
        ['NaN', '0', '0', '0', '0', '1', '1', '1'],
        ['NaN', '0.5', '0.5', '0.5', '0.5', '1', '1', '1']
      ],
      relu: [0, 0, 1]
    });
  }, 120_000);

  it('goes on with reshaped tensors that were made on WebAssembly', () => {
    const program = `
      const { tf } = await openTensorflow('wasm');
      const flat = tf.range(0, 144).sin();
      const [image, square] = [flat.reshape([1, 9, 8, 2]), flat.reshape([12, 12])];
      const filter = tf.range(0, 36).cos().reshape([3, 3, 2, 2]);
      const run = () => [tf.conv2d(image, filter, 1, 'same'), tf.matMul(square, square), flat.add(1), tf.conv2d(image, filter, 2, 'valid')]
        .map(t => Array.from(t.dataSync()));
      const wanted = run();
      await openTensorflow();
      const got = run();
      const difference = Math.max(...wanted.flatMap((values, i) => values.map((value, k) => Math.abs(value - got[i][k]))));
      console.log(JSON.stringify({ backend: tf.getBackend(), close: difference < 1e-4, sizes: got.map(values => values.length) }));`;
    expect(inChild(program)).toEqual({ backend: 'tensorflow', close: true, sizes: [144, 144, 144, 24] });
  }, 120_000);

  /** What a program prints as JSON; it has `openTensorflow`, and must be silent on stderr. */
  function inChild(program: string, env: Record<string, string> = {}): unknown {
    const built = fileURLToPath(new URL('../../lib/engines/index.js', import.meta.url));
    const whole = `import { openTensorflow } from ${JSON.stringify(built)};\n${program}`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', whole], {
      encoding: 'utf8',
      env: { ...process.env, ...env }
    });
    expect(child.stderr).toBe('');
    return JSON.parse(child.stdout);
  }

  function selfTest() {
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'setup/tensorflow/self-test.mjs'), root],
      {
        encoding: 'utf8',
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }
      }
    );
    return { status, stderr };
  }
});
