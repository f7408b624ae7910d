/** The module's weight file: what is in it, where it comes from and under which licence. */
import type { WeightFile } from '@sonde/schema';

export const weightPaths = { onnx: 'weights/silero-vad.onnx' } as const;

export const weights: readonly WeightFile[] = [
  {
    path: weightPaths.onnx,
    sha256: '9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85',
    bytes: 1246165,
    format: 'onnx',
    licence: 'MIT',
    origin:
      'Silero VAD by the Silero Team: PyPI silero-vad 6.2.3, silero_vad/data/silero_vad_16k_sequence.onnx, copied by convert/fetch.py'
  }
];
