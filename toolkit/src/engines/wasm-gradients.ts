/**
 * The kernels that tfjs' WebAssembly backend lacks for training convolutions, faster ones for two that it has, and the
 * right result where it has a wrong one. Each is
 * composed of kernels the backend is good at (copies, XNNPACK's matrix product and convolutions), so there is no new binary.
 */
import type {
  DataId,
  KernelFunc,
  NamedTensorInfoMap,
  Tensor2D,
  Tensor4D,
  TensorInfo
} from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow.js';

/** Registers them for the backend 'wasm'; call it before that backend starts. */
export function addWasmGradients(tf: Tensorflow): void {
  const kernels: Record<string, KernelFunc> = {
    [tf.Conv2DBackpropFilter]: convFilterGradient(tf),
    [tf.Conv2DBackpropInput]: convInputGradient(tf),
    [tf.DepthwiseConv2dNativeBackpropFilter]: depthwiseFilterGradient(tf),
    [tf.DepthwiseConv2dNativeBackpropInput]: depthwiseInputGradient(tf),
    [tf.BatchMatMul]: matMulOfPlainOperands(tf),
    [tf.Conv2D]: rightPadding(tf, tf.Conv2D),
    [tf.FusedConv2D]: rightPadding(tf, tf.FusedConv2D),
    [tf.DepthwiseConv2dNative]: rightPadding(tf, tf.DepthwiseConv2dNative, true),
    [tf.FusedDepthwiseConv2D]: rightPadding(tf, tf.FusedDepthwiseConv2D, true)
  };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    const stock = tf.getKernel(kernelName, 'wasm');
    if (stock) tf.unregisterKernel(kernelName, 'wasm');
    // The stock kernel's set-up stays: it binds the WebAssembly function that ours may still call.
    tf.registerKernel({ ...stock, kernelName, backendName: 'wasm', kernelFunc });
  }
}

/** The largest patch matrix made at once; larger batches are done in parts, for WebAssembly's memory ends at 4 GB. */
const patchBytes = 64 * 2 ** 20;

interface ConvAttrs {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type FilterShape = [number, number, number, number];

/**
 * dW = patches(x)ᵀ · dy. With dy laid on the grid of the padded input, what one position of the filter meets is all pixels
 * from some offset on: long copies of whole rows, and one matrix product for the whole gradient.
 */
function convFilterGradient(tf: Tensorflow): KernelFunc {
  return ({ inputs, attrs }) => {
    const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
    const { filterShape, ...conv } = attrs as unknown as ConvAttrs & { filterShape: FilterShape };
    const info = convInfo(tf, x.shape, filterShape, conv);
    return tf.tidy(() => {
      const padded = padOrCrop(tf, x, info.padInfo);
      const [all, gridHeight, gridWidth, inChannels] = padded.shape;
      const [height, width, , outChannels] = filterShape;
      const bytesPerImage = 4 * height * width * inChannels * gridHeight * gridWidth;
      const images = Math.max(1, Math.floor(patchBytes / bytesPerImage));
      const parts: Tensor2D[] = [];
      for (let first = 0; first < all; first += images) {
        const count = Math.min(images, all - first);
        const rows = count * gridHeight * gridWidth;
        const length = rows - (height - 1) * gridWidth - (width - 1);
        const pixels = padded.slice(first, count).reshape<Tensor2D>([rows, inChannels]).transpose();
        const shifted = Array.from({ length: height * width }, (_, k) =>
          pixels.slice([0, Math.floor(k / width) * gridWidth + (k % width)], [inChannels, length])
        );
        const apart = pullApart(tf, dy.slice(first, count), info);
        const bottom = gridHeight - apart.shape[1];
        const right = gridWidth - apart.shape[2];
        const onGrid = padOrCrop(tf, apart, { top: 0, left: 0, bottom, right })
          .reshape<Tensor2D>([rows, outChannels])
          .slice(0, length);
        parts.push(tf.matMul(tf.concat(shifted, 0), onGrid));
      }
      return tf.addN(parts).reshape(filterShape);
    });
  };
}

/** dx = dy, spread by the stride, convolved with the filter turned by 180° and its channels exchanged. */
function convInputGradient(tf: Tensorflow): KernelFunc {
  return ({ inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Tensor4D; filter: Tensor4D };
    const { inputShape, ...conv } = attrs as unknown as ConvAttrs & { inputShape: FilterShape };
    const info = convInfo(tf, inputShape, filter.shape, conv);
    return tf.tidy(() => {
      const turned = tf.transpose(tf.reverse4d(filter, [0, 1]), [0, 1, 3, 2]);
      return tf.conv2d(spread(tf, dy, info, filter.shape), turned, 1, 'valid');
    });
  };
}

function depthwiseFilterGradient(tf: Tensorflow): KernelFunc {
  return ({ inputs, attrs }) => {
    const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
    const { filterShape, ...conv } = attrs as unknown as ConvAttrs & { filterShape: FilterShape };
    const info = convInfo(tf, x.shape, filterShape, conv, true);
    const [, , channels, multiplier] = filterShape;
    const rows = x.shape[0] * info.outHeight * info.outWidth;
    return tf.tidy(() => {
      const padded = padOrCrop(tf, x, info.padInfo);
      const wanted = dy.reshape([rows, channels, multiplier]);
      // A product with ones sums over rows several times faster than the backend's reduction does.
      const ones = tf.ones([1, rows]);
      const sums = windows(tf, padded, info, filterShape).map(window =>
        tf.matMul(
          ones,
          window
            .reshape([rows, channels, 1])
            .mul(wanted)
            .reshape([rows, channels * multiplier])
        )
      );
      return tf.concat(sums, 0).reshape(filterShape);
    });
  };
}

function depthwiseInputGradient(tf: Tensorflow): KernelFunc {
  return ({ inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Tensor4D; filter: Tensor4D };
    const { inputShape, ...conv } = attrs as unknown as ConvAttrs & { inputShape: FilterShape };
    const info = convInfo(tf, inputShape, filter.shape, conv, true);
    const [height, width, channels, multiplier] = filter.shape;
    return tf.tidy(() => {
      const turned = tf.reverse4d(filter, [0, 1]);
      const [n, h, w] = dy.shape;
      const perChannel = dy.reshape([n * h * w, channels, multiplier]);
      const parts = Array.from({ length: multiplier }, (_, m) => {
        const dyOf = perChannel.slice([0, 0, m], [-1, -1, 1]).reshape<never>([n, h, w, channels]) as Tensor4D;
        const filterOf = turned.slice([0, 0, 0, m], [height, width, channels, 1]);
        return tf.depthwiseConv2d(spread(tf, dyOf, info, filter.shape), filterOf, 1, 'valid');
      });
      return tf.addN(parts);
    });
  };
}

/** The stock product of a transposed operand misses XNNPACK and is 25 times slower than transposing it first. */
function matMulOfPlainOperands(tf: Tensorflow): KernelFunc {
  const multiply = tf.getKernel(tf.BatchMatMul, 'wasm').kernelFunc;
  const transpose = tf.getKernel(tf.Transpose, 'wasm').kernelFunc;
  return ({ inputs, backend, attrs }) => {
    const { a, b } = inputs as NamedTensorInfoMap & { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const swap = (x: TensorInfo): TensorInfo => {
      const perm = x.shape.map((_, axis) => axis);
      perm.push(...perm.splice(-2).reverse());
      return transpose({ inputs: { x }, backend, attrs: { perm } }) as TensorInfo;
    };
    const left = transposeA ? swap(a) : a;
    const right = transposeB ? swap(b) : b;
    const plain = { transposeA: false, transposeB: false };
    const product = multiply({ inputs: { a: left, b: right }, backend, attrs: plain });
    const { disposeData } = backend as { disposeData(id: DataId): boolean };
    if (transposeA) disposeData.call(backend, left.dataId);
    if (transposeB) disposeData.call(backend, right.dataId);
    return product;
  };
}

/**
 * With 'same' padding and a stride so large that it leaves the last pixels out, the stock convolution shifts the picture
 * and its results are wrong. There the picture is cut or bordered first.
 */
function rightPadding(tf: Tensorflow, kernelName: string, depthwise = false): KernelFunc {
  const stock = tf.getKernel(kernelName, 'wasm').kernelFunc;
  return call => {
    const { x, filter } = call.inputs as { x: Tensor4D; filter: Tensor4D };
    const attrs = call.attrs as unknown as ConvAttrs & { dilations: number | [number, number] };
    if (attrs.pad !== 'same') return stock(call);
    const info = convInfo(tf, x.shape, filter.shape, attrs, depthwise, attrs.dilations);
    const { padInfo, outHeight, outWidth, inHeight, inWidth } = info;
    const below = (outHeight - 1) * info.strideHeight + info.effectiveFilterHeight - inHeight;
    const beside = (outWidth - 1) * info.strideWidth + info.effectiveFilterWidth - inWidth;
    if (below >= 0 && beside >= 0) return stock(call);
    const { top, left } = padInfo;
    const sides = { top, left, bottom: below - top, right: beside - left };
    const fitting = tf.tidy(() => padOrCrop(tf, x, sides));
    const result = stock({
      ...call,
      inputs: { ...call.inputs, x: fitting },
      attrs: { ...call.attrs, pad: 'valid' }
    });
    fitting.dispose();
    return result;
  };
}

type ConvInfo = ReturnType<Tensorflow['backend_util']['computeConv2DInfo']>;

function convInfo(
  tf: Tensorflow,
  inputShape: FilterShape,
  filterShape: FilterShape,
  { strides, pad, dimRoundingMode }: ConvAttrs,
  depthwise = false,
  dilations: number | [number, number] = 1
): ConvInfo {
  return tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise
  );
}

/** For each position of the filter, the input pixels that it meets: filter height × width tensors of the output's size. */
function windows(tf: Tensorflow, padded: Tensor4D, info: ConvInfo, [height, width]: FilterShape): Tensor4D[] {
  const { outHeight, outWidth, strideHeight, strideWidth } = info;
  const [images, , , channels] = padded.shape;
  const at = (i: number, j: number): Tensor4D => {
    if (strideHeight === 1 && strideWidth === 1) {
      return padded.slice([0, i, j, 0], [images, outHeight, outWidth, channels]);
    }
    const end = [
      images,
      i + (outHeight - 1) * strideHeight + 1,
      j + (outWidth - 1) * strideWidth + 1,
      channels
    ];
    return tf.stridedSlice(padded, [0, i, j, 0], end, [1, strideHeight, strideWidth, 1]) as Tensor4D;
  };
  return Array.from({ length: height * width }, (_, k) => at(Math.floor(k / width), k % width));
}

/** dy with such zeros between and around its pixels that a 'valid' convolution of it has the input's size. */
function spread(tf: Tensorflow, dy: Tensor4D, info: ConvInfo, [height, width]: FilterShape): Tensor4D {
  const apart = pullApart(tf, dy, info);
  const top = height - 1 - info.padInfo.top;
  const left = width - 1 - info.padInfo.left;
  const bottom = info.inHeight + height - 1 - top - apart.shape[1];
  const right = info.inWidth + width - 1 - left - apart.shape[2];
  return padOrCrop(tf, apart, { top, left, bottom, right });
}

/** Puts stride − 1 zeros behind each pixel. */
function pullApart(
  tf: Tensorflow,
  dy: Tensor4D,
  { strideHeight: down, strideWidth: across }: ConvInfo
): Tensor4D {
  const [n, h, w, c] = dy.shape;
  const wide = across === 1 ? dy : tf.concat([dy, tf.zeros([n, h, w, c * (across - 1)])], 3);
  const row = w * across * c;
  const tall =
    down === 1 ? wide : tf.concat([wide.reshape([n, h, row]), tf.zeros([n, h, row * (down - 1)])], 2);
  return tall.reshape([n, h * down, w * across, c]);
}

/** Adds a border of zeros; a negative width takes pixels away. */
function padOrCrop(
  tf: Tensorflow,
  x: Tensor4D,
  { top, bottom, left, right }: { top: number; bottom: number; left: number; right: number }
): Tensor4D {
  const sides = [top, bottom, left, right];
  const cropped = sides.some(side => side < 0)
    ? x.slice(
        [0, Math.max(0, -top), Math.max(0, -left), 0],
        [
          x.shape[0],
          x.shape[1] + Math.min(0, top) + Math.min(0, bottom),
          x.shape[2] + Math.min(0, left) + Math.min(0, right),
          x.shape[3]
        ]
      )
    : x;
  if (!sides.some(side => side > 0)) return cropped;
  const border = (a: number, b: number): [number, number] => [Math.max(0, a), Math.max(0, b)];
  return tf.pad4d(cropped, [[0, 0], border(top, bottom), border(left, right), [0, 0]]);
}
