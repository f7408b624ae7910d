/**
 * Answers with a picture that a module's README shows, and nothing but a picture: from the module's own folder, or from beside the
 * README where that lies on a server.
 */
import { stat } from 'node:fs/promises';
import type { Context } from 'hono';
import { SondeError } from '@sonde/schema';
import {
  insideFolder,
  readListedPicture,
  type Opened,
  type OpenedContainer,
  type Source
} from '@sonde/toolkit';
import { contentTypeOf, sendBytes, sendFile } from './send-file.js';

const mostBytes = 20 << 20;

export async function sendPicture(
  context: Context,
  module: Opened | OpenedContainer,
  path: string,
  sources?: readonly Source[]
): Promise<Response> {
  const { name } = module.info;
  const folder = module.kind === 'module' ? module.info.folder : module.folder;
  const missing = (cause?: unknown): never => {
    throw new SondeError('picture-missing', `"${name}" has no picture "${path}"`, { cause });
  };
  if (!contentTypeOf(path).startsWith('image/')) return missing();
  if (folder === undefined) {
    const bytes = await readListedPicture(module.info, path, sources).catch(missing);
    return bytes ? sendBytes(context, bytes, path) : missing();
  }
  const file = await insideFolder(folder, path, 'The picture');
  const known = await stat(file).catch(missing);
  if (!known.isFile() || known.size > mostBytes) return missing();
  return sendFile(context, file, missing);
}
