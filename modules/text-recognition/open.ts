/** Opens the reader: one network finds lines of text, a second reads each. */
import { readFile } from 'node:fs/promises';
import {
  openOnnx,
  scaledTensor,
  type ImageValue,
  type OnnxTensor,
  type OpenContext,
  type Predictor,
  type Region
} from '@sonde/toolkit';
import type { PredictOptions } from './arguments.js';
import { cutOut } from './cut-out.js';
import { decode, type ReadText } from './decode.js';
import { readingOrder } from './reading-order.js';
import { bounds, type Rectangle } from './rectangle.js';
import { textAreas, type TextArea } from './text-areas.js';
import { TextLines, type TextLine } from './text-lines.js';
import { weightPaths } from './weights.js';

/** Height at which the second network reads a line, and the least and greatest width, in pixels. */
const strip = { height: 48, minWidth: 48, maxWidth: 3200 };
/** Lines that lean less (in radians) are cut out upright, which is faster. */
const upright = 0.02;

export async function openPredictor({
  weights,
  device
}: OpenContext): Promise<Predictor<ImageValue, PredictOptions, TextLines>> {
  const [finder, reader, characters] = await Promise.all([
    weights(weightPaths.detection).then(path => openOnnx(path, { prefer: device })),
    weights(weightPaths.recognition).then(path => openOnnx(path, { prefer: device })),
    weights(weightPaths.characters).then(async path => JSON.parse(await readFile(path, 'utf8')) as string[])
  ]);
  return {
    device: finder.device,
    async predict(image, { minScore, detail }) {
      const started = performance.now();
      const found: { area: TextArea; line: TextLine }[] = [];
      for (const area of await find(image, detail)) {
        const said = await read(image, area);
        if (said.text === '' || said.score < minScore) continue;
        found.push({ area, line: { ...said, ...within(image, area) } });
      }
      return new TextLines({
        image,
        rows: readingOrder(found).map(row => row.map(({ line }) => line)),
        ms: performance.now() - started,
        device: finder.device
      });
    },
    dispose: () => void Promise.all([finder.close(), reader.close()])
  };

  async function find(image: ImageValue, detail: number): Promise<TextArea[]> {
    const size = searchedSize(image, detail);
    const input = blueFirst(await scaledTensor(image, { ...size, ...finding }));
    const map = (await finder.run({ x: input }))['map']!;
    const [across, down] = [image.width / size.width, image.height / size.height];
    return textAreas({ data: map.data as Uint8Array, ...size }).map(area => ({
      ...area,
      x: area.x * across,
      y: area.y * down,
      width: area.width * across,
      height: area.height * down
    }));
  }

  async function read(image: ImageValue, area: Rectangle): Promise<ReadText> {
    const [picture, region] =
      Math.abs(area.angle) < upright ? [image, whole(within(image, area))] : [cutOut(image, area), undefined];
    const { width, height } = region ?? picture;
    const wide = Math.ceil((strip.height * width) / height / 8) * 8;
    const input = await scaledTensor(picture, {
      region,
      height: strip.height,
      width: Math.min(strip.maxWidth, Math.max(strip.minWidth, wide)),
      ...reading
    });
    const places = await reader.run({ x: blueFirst(input) });
    const scores = places.score!.data as Float32Array;
    return decode({ classes: places.class!.data, scores }, characters);
  }
}

/** The colours that the networks were trained with: of red, green and blue. */
const finding = {
  mean: [0.406 * 255, 0.456 * 255, 0.485 * 255],
  deviation: [0.225 * 255, 0.224 * 255, 0.229 * 255]
} as const;
const reading = { mean: 127.5, deviation: 127.5 };

/** Both networks were trained on pictures whose first colour is blue. */
function blueFirst({ data, dims }: OnnxTensor): OnnxTensor {
  const area = data.length / 3;
  const swapped = new Float32Array(data.length);
  for (let colour = 0; colour < 3; colour++) {
    swapped.set((data as Float32Array).subarray(colour * area, (colour + 1) * area), (2 - colour) * area);
  }
  return { data: swapped, dims };
}

/**
 * The picture's size with its longest edge at `detail`; small ones, whose print is small too, are enlarged up to twice.
 * Multiples of 32 fit the network.
 */
function searchedSize({ width, height }: ImageValue, detail: number): { width: number; height: number } {
  const scale = Math.min(2, detail / Math.max(width, height));
  const fit = (edge: number) => Math.max(32, Math.round((edge * scale) / 32) * 32);
  return { width: fit(width), height: fit(height) };
}

/** The upright rectangle around an area, cut at the picture's edges. */
function within(image: ImageValue, area: Rectangle): ReturnType<typeof bounds> {
  const { x, y, width, height } = bounds(area);
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  return {
    x: tenth(left),
    y: tenth(top),
    width: tenth(Math.min(image.width, x + width) - left),
    height: tenth(Math.min(image.height, y + height) - top)
  };
}

function whole({ x, y, width, height }: ReturnType<typeof bounds>): Region {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return {
    left,
    top,
    width: Math.max(1, Math.floor(x + width) - left),
    height: Math.max(1, Math.floor(y + height) - top)
  };
}

/** Finer places than a tenth of a pixel would only look exact. */
function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
