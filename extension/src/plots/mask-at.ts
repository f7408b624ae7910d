/** Tells which mask is opaque at a point of the picture: CSS masks hide pixels but still take the pointer. */
import * as React from 'react';

const edge = 160;

/** The function takes shares of width and height, and returns the position of the topmost mask there. */
export function useMaskAt(masks: readonly { mask: string }[]): (x: number, y: number) => number | undefined {
  const alphas = React.useRef<(Uint8ClampedArray | undefined)[]>([]);
  const key = masks.map(({ mask }) => mask).join('\n');
  React.useEffect(() => {
    alphas.current = [];
    masks.forEach(({ mask }, index) => {
      const image = new Image();
      image.onload = () => {
        alphas.current[index] = pixelsOf(image);
      };
      image.src = mask;
    });
  }, [key]);
  return (x, y) => {
    const column = Math.min(edge - 1, Math.floor(x * edge));
    const row = Math.min(edge - 1, Math.floor(y * edge));
    for (let index = masks.length - 1; index >= 0; index -= 1) {
      if ((alphas.current[index]?.[(row * edge + column) * 4 + 3] ?? 0) > 127) return index;
    }
    return undefined;
  };
}

/** A small square is enough to point with. Where there is no canvas, the list beside the picture remains. */
function pixelsOf(image: HTMLImageElement): Uint8ClampedArray | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = edge;
  canvas.height = edge;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(image, 0, 0, edge, edge);
  return context?.getImageData(0, 0, edge, edge).data;
}
