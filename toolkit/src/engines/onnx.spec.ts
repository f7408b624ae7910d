import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOnnx } from './onnx.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('opening an ONNX model', () => {
  it('runs it and says on what', async () => {
    const model = await openOnnx(await write('double.onnx', doubling), { threads: 1 });
    const { y } = await model.run({ x: { data: Float32Array.of(1, 2.5, -3), dims: [3] } });
    expect([...(y!.data as Float32Array)]).toEqual([2, 5, -6]);
    expect(y!.dims).toEqual([3]);
    expect(model.device).toMatchObject({
      engine: expect.stringMatching(/^onnxruntime \d/),
      kind: 'cpu',
      threads: 1
    });
    await model.close();
  });

  it('refuses values that do not fill their shape', async () => {
    const model = await openOnnx(await write('double.onnx', doubling));
    await expect(model.run({ x: { data: new Float32Array(2), dims: [3] } })).rejects.toMatchObject({
      code: 'input-shape',
      message: 'A tensor of shape [3] holds 3 values, 2 were given.'
    });
    await model.close();
  });

  it('says so when there is no file', async () => {
    const path = join(folder, 'nowhere.onnx');
    await expect(openOnnx(path)).rejects.toMatchObject({
      code: 'model-missing',
      message: `There is no model file at "${path}".`
    });
  });

  it.each([
    ['an empty file', Buffer.alloc(0), /is empty/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /cannot be read as an ONNX model/],
    [
      'a model cut off in the middle',
      () => doubling.subarray(0, doubling.length - 9),
      /cannot be read as an ONNX model/
    ]
  ])('says so when it gets %s', async (name, content, sentence) => {
    const path = await write(`${name}.onnx`, typeof content === 'function' ? content() : content);
    await expect(openOnnx(path)).rejects.toMatchObject({
      name: 'SondeError',
      code: 'model-corrupt',
      message: expect.stringMatching(sentence),
      hint: expect.stringMatching(/again/)
    });
  });

  it('says so when it gets a folder', async () => {
    await expect(openOnnx(folder)).rejects.toThrow(`"${folder}" is a folder; an ONNX model file was wanted.`);
  });

  it.each([
    ['gpu', /A GPU was asked for, but ONNX models run only on the processor/],
    ['wasm', /WebAssembly was asked for, but/]
  ] as const)('fails loudly when %s is forced', async (prefer, sentence) => {
    await expect(openOnnx('any.onnx', { prefer })).rejects.toThrow(sentence);
  });
});

async function write(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** A whole ONNX model, y = x + x over three floats, written field by field (onnx.proto of opset 13). */
const doubling = message(
  varint(1, 8), // ir_version
  field(8, message(varint(2, 13))), // opset_import
  field(
    7, // graph
    message(
      field(1, message(text(1, 'x'), text(1, 'x'), text(2, 'y'), text(4, 'Add'))),
      text(2, 'g'),
      field(11, threeFloats('x')),
      field(12, threeFloats('y'))
    )
  )
);

function threeFloats(name: string): Buffer {
  const shape = field(2, field(1, varint(1, 3)));
  return message(text(1, name), field(2, field(1, message(varint(1, 1), shape))));
}

function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
}

function text(number: number, value: string): Buffer {
  return field(number, Buffer.from(value));
}

function varint(number: number, value: number): Buffer {
  return Buffer.from([number << 3, value]);
}
