/**
 * A dataset of labelled pictures as people keep it: one folder per class, named like the class. Says what is wrong with
 * it before a training starts.
 */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { SondeError, endingOf, fileEndings } from '@sonde/schema';
import { checkFolder, localPath, shortList } from './file.js';

export interface LabelledImage {
  /** Absolute path. */
  path: string;
  /** Position of its class in `labels`. */
  label: number;
}

export interface ImageFolders {
  /** Absolute folder. */
  folder: string;
  /** Class names in alphabetical order. */
  labels: string[];
  images: LabelledImage[];
  /** How many pictures each class has. */
  counts: number[];
  /** E.g. `407 images in 6 classes: animals 72, clothing 47, …`. */
  summary: string;
}

export interface ImageFoldersOptions {
  /** Fewest pictures a class may have. Default 2: one to train on, one to hold out. */
  minPerClass?: number;
  signal?: AbortSignal;
}

/** Drawings are no photographs: a folder of pictures to learn from is not meant to hold any. */
const formats = new Set(fileEndings.image?.filter(ending => ending !== 'svg'));

/**
 * @example
 * const { labels, images } = await imageFolders('data/flowers'); // data/flowers/daisy/1.jpg, …
 */
export async function imageFolders(
  path: string | URL,
  options: ImageFoldersOptions = {}
): Promise<ImageFolders> {
  const { minPerClass = 2, signal } = options;
  const folder = localPath(path);
  await checkFolder(folder, String(path), 'A folder with one folder of images per class');
  const labels = await foldersIn(folder);
  const byClass = await Promise.all(labels.map(label => picturesIn(join(folder, label))));
  checkClasses(String(path), labels, byClass, minPerClass);
  const images = byClass.flatMap((paths, label) => paths.map(path => ({ path, label })));
  await checkHeaders(folder, images, signal);
  const counts = byClass.map(paths => paths.length);
  const classes = labels.map((label, i) => `${label} ${counts[i] ?? 0}`).join(', ');
  return {
    folder,
    labels,
    images,
    counts,
    summary: `${images.length} images in ${labels.length} classes: ${classes}`
  };
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(entry => entry.name)
    .sort();
}

/** Absolute paths of the pictures in a folder, by their endings, in alphabetical order; not of the folders in it. */
export async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(entry => !entry.isDirectory() && !entry.name.startsWith('.') && formats.has(endingOf(entry.name)))
    .map(entry => join(folder, entry.name))
    .sort();
}

const layout =
  'Put the images of each class into a folder of its own, named like the class: data/daisy/1.jpg, data/rose/1.jpg.';

function checkClasses(given: string, labels: string[], byClass: string[][], minPerClass: number): void {
  if (labels.length === 0) {
    throw new SondeError('data-no-classes', `"${given}" holds no class folders`, { hint: layout });
  }
  if (labels.length === 1) {
    throw new SondeError(
      'data-one-class',
      `"${given}" holds only one class, "${labels[0]}"; two or more were wanted`,
      {
        hint: layout
      }
    );
  }
  const few = labels.filter((_, i) => (byClass[i]?.length ?? 0) < minPerClass);
  if (few.length > 0) {
    const named = few.map(label => `${label} (${byClass[labels.indexOf(label)]?.length ?? 0})`);
    throw new SondeError(
      'data-few-images',
      `${few.length} of the ${labels.length} classes in "${given}" have fewer than ${minPerClass} images: ${shortList(named)}`,
      { hint: 'Add images (JPEG, PNG, WebP, GIF, TIFF or AVIF) or take the folders out.' }
    );
  }
}

/** Reads each file's header: cheap enough for thousands, and finds what is empty or no picture at all. */
async function checkHeaders(folder: string, images: LabelledImage[], signal?: AbortSignal): Promise<void> {
  const unreadable: string[] = [];
  for (let start = 0; start < images.length; start += 32) {
    signal?.throwIfAborted();
    const batch = images.slice(start, start + 32);
    const problems = await Promise.all(batch.map(image => headerProblem(image.path)));
    problems.forEach((problem, i) => {
      const path = batch[i]?.path;
      if (problem && path) unreadable.push(`${path.slice(folder.length + 1)} (${problem})`);
    });
  }
  if (unreadable.length === 0) return;
  throw new SondeError(
    'data-unreadable',
    `${unreadable.length} of the ${images.length} images in "${folder}" cannot be read: ${shortList(unreadable)}`,
    { hint: 'Replace them or take them out.' }
  );
}

async function headerProblem(path: string): Promise<string | undefined> {
  try {
    const file = await open(path);
    const { size } = await file.stat().finally(() => file.close());
    if (size === 0) return '0 bytes';
    await sharp(path).metadata();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'not allowed' : 'not an image';
  }
}
