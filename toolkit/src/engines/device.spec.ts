import { describe, expect, it } from '@jest/globals';
import { jupyterDisplay, mime, type DeviceInfo } from '@sonde/schema';
import { reportOf } from './device.js';

const training: DeviceInfo = {
  engine: 'tensorflow 2.21.0',
  kind: 'cpu',
  device: 'AMD <b>EPYC</b> & "friends"',
  threads: 2,
  why: "TensorFlow's C library loaded."
};
const inference: DeviceInfo = { ...training, engine: 'onnxruntime 1.30.0', threads: 1 };

describe('the device report', () => {
  it('shows itself as text, as a table and as data', async () => {
    const bundle = await reportOf(training, inference)[jupyterDisplay]();
    expect(bundle['text/plain']).toBe(
      'Training: tensorflow 2.21.0 on AMD <b>EPYC</b> & "friends" (CPU), 2 threads. TensorFlow\'s C library loaded.\n' +
        'Prediction: onnxruntime 1.30.0 on AMD <b>EPYC</b> & "friends" (CPU), 1 thread. TensorFlow\'s C library loaded.'
    );
    expect(bundle[mime.device]).toEqual({ training, inference });
  });

  it('escapes what it puts into the table, and follows the theme', async () => {
    const html = String((await reportOf(training, inference)[jupyterDisplay]())['text/html']);
    expect(html).toContain('AMD &lt;b&gt;EPYC&lt;/b&gt; &amp; &quot;friends&quot; (CPU)');
    expect(html).not.toContain('<b>');
    expect(html).toContain('var(--jp-ui-font-color1,inherit)');
  });
});
