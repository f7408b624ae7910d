/**
 * Keeps tensors that come from another backend usable on native TensorFlow. tfjs lets reshaped tensors share their data and
 * hands that data over with the shape of the first of them; TensorFlow takes the wrong shape at its word and may end the
 * whole process. Here the shape of the tensor that is really passed counts.
 */
import type { DataId, DataType, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow.js';

/** What we use of tfjs-node's backend: each piece of data is a handle of the library, or values not yet given to it. */
interface NativeBackend {
  readonly binding: {
    createTensor(shape: readonly number[], type: number, values: unknown): number;
    deleteTensor(id: number): void;
    tensorDataSync(id: number): unknown;
  };
  readonly tensorMap: { get(data: DataId): NativeData };
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
}

interface NativeData {
  shape: readonly number[];
  readonly dtype: number;
  id: number;
  values: unknown;
}

const movable: readonly DataType[] = ['float32', 'int32', 'bool'];

/** Changes the backend 'tensorflow' of this process. */
export function keepShapes(tf: Tensorflow): void {
  const backend = tf.findBackend('tensorflow') as unknown as NativeBackend;
  const stock = backend.getInputTensorIds.bind(backend);
  backend.getInputTensorIds = tensors => {
    for (const tensor of tensors) {
      // `get` is also what fetches data from the backend that has it.
      if (movable.includes(tensor.dtype))
        giveShape(backend, backend.tensorMap.get(tensor.dataId), tensor.shape);
    }
    return stock(tensors);
  };
}

function giveShape({ binding }: NativeBackend, data: NativeData, shape: readonly number[]): void {
  if (sameShape(data.shape, shape)) return;
  if (data.values === null) {
    const values = binding.tensorDataSync(data.id);
    const replaced = data.id;
    data.id = binding.createTensor(shape, data.dtype, values);
    binding.deleteTensor(replaced);
  }
  data.shape = shape;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
