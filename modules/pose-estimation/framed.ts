/** The picture as MoveNet takes it: its longer edge 256 pixels, proportions kept, black margins up to multiples of 32. */
import { scaledTensor, type ImageValue, type OnnxTensor } from '@sonde/toolkit';

const longest = 256;
const step = 32;

export interface Framed {
  tensor: OnnxTensor;
  /** The picture with its margins, in pixels of the picture. */
  whole: { width: number; height: number };
}

export async function framed(image: ImageValue): Promise<Framed> {
  const factor = longest / Math.max(image.width, image.height);
  const [width, height] = [image.width, image.height].map(edge => Math.max(1, Math.round(edge * factor)));
  // Colours stay 0 to 255: the network scales them itself.
  const picture = await scaledTensor(image, { width: width!, height: height!, mean: 0, deviation: 1 });
  const [fullWidth, fullHeight] = [width!, height!].map(edge => Math.ceil(edge / step) * step);
  return {
    tensor: withMargins(picture, fullWidth!, fullHeight!),
    whole: {
      width: (image.width * fullWidth!) / width!,
      height: (image.height * fullHeight!) / height!
    }
  };
}

/** Black to the right and below. */
function withMargins({ data, dims }: OnnxTensor, width: number, height: number): OnnxTensor {
  const [, planes, rows, columns] = dims as [number, number, number, number];
  if (rows === height && columns === width) return { data, dims };
  const values = new Float32Array(planes * height * width);
  for (let line = 0; line < planes * rows; line++) {
    const start = Math.floor(line / rows) * height * width + (line % rows) * width;
    values.set((data as Float32Array).subarray(line * columns, (line + 1) * columns), start);
  }
  return { data: values, dims: [1, planes, height, width] };
}
