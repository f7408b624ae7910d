/** What the modules for pictures take. */
import { Type } from '@sinclair/typebox';
import { readImage, type ImageSource } from '@sonde/toolkit';

export const imageInput = {
  type: 'image' as const,
  description: 'An image: a path, a URL, the bytes of a file, or what readImage() gave',
  schema: Type.String({
    format: 'uri-reference',
    description: 'Path or URL of a JPEG, PNG, WebP, GIF, TIFF, AVIF or SVG'
  }),
  read: (value: unknown) => readImage(value as ImageSource)
};
