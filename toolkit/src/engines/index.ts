/** The engines that run and train models, and what they say of themselves. */
export * from './device.js';
export * from './onnx.js';
export * from './tensorflow.js';
