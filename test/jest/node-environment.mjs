// Native addons (TensorFlow, ONNX Runtime) make typed arrays of Node's own realm; jest's sandbox has another one, in
// which `x instanceof Float32Array` would be false. Share the constructors.
import { TestEnvironment } from 'jest-environment-node';

export default class NodeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of [
      'Uint8Array',
      'Int8Array',
      'Uint8ClampedArray',
      'Uint16Array',
      'Int16Array',
      'Uint32Array',
      'Int32Array',
      'Float32Array',
      'Float64Array',
      'BigInt64Array',
      'BigUint64Array',
      'ArrayBuffer',
      'SharedArrayBuffer'
    ]) {
      this.global[name] = globalThis[name];
    }
  }
}
