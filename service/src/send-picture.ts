/** Answers with a picture that a module's README shows: from the module's own folder, and nothing but a picture. */
import { stat } from 'node:fs/promises';
import type { Context } from 'hono';
import { SondeError } from '@sonde/schema';
import { insideFolder, type Opened, type OpenedContainer } from '@sonde/toolkit';
import { contentTypeOf, sendFile } from './send-file.js';

const mostBytes = 20 << 20;

export async function sendPicture(
  context: Context,
  module: Opened | OpenedContainer,
  path: string
): Promise<Response> {
  const { name } = module.info;
  const folder = module.kind === 'module' ? module.info.folder : module.folder;
  const missing = (cause?: unknown): never => {
    throw new SondeError('picture-missing', `"${name}" has no picture "${path}"`, { cause });
  };
  if (folder === undefined || !contentTypeOf(path).startsWith('image/')) return missing();
  const file = await insideFolder(folder, path, 'The picture');
  const known = await stat(file).catch(missing);
  if (!known.isFile() || known.size > mostBytes) return missing();
  return sendFile(context, file, missing);
}
