/** Makes the image that jobs run in: the Dockerfile of this installation, with what is installed here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from 'tar-fs';
import { SondeError } from '@sonde/schema';
import { installRoot } from '../install-root.js';
import { askInfo } from './engine-info.js';
import { ask, type Engine } from './engine.js';
import { installedFiles, isLeftOut } from './installed-files.js';

export interface BuildImageOptions {
  /** Name of the image. */
  tag: string;
  /** Image to begin with; it must bring Node. Default: what the Dockerfile says. */
  base?: string | undefined;
  /** True for an image that brings CUDA. */
  gpu?: boolean;
  /** Told each line of the engine. */
  report?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** The new image's id. */
export async function buildImage(engine: Engine, options: BuildImageOptions): Promise<string> {
  const { tag, base, report = () => undefined, signal } = options;
  const root = installRoot();
  const doing = `make the image "${tag}"`;
  await checkArchitecture(engine, doing);
  if (!existsSync(join(root, 'Dockerfile'))) {
    throw new SondeError('dockerfile-missing', `Cannot ${doing}: there is no Dockerfile in ${root}`);
  }
  const context = pack(root, {
    entries: ['Dockerfile', ...(await installedFiles(root))],
    ignore: isLeftOut,
    map: header => ({ ...header, uid: 0, gid: 0 })
  });
  const stream = await ask(engine, doing, () =>
    engine.docker.buildImage(context, {
      t: tag,
      ...(base !== undefined && { buildargs: { BASE: base } }),
      ...(signal && { abortSignal: signal })
    })
  );
  await new Promise<void>((resolve, reject) => {
    engine.docker.modem.followProgress(
      stream,
      error => (error ? reject(error) : resolve()),
      (event: { stream?: string; status?: string; error?: string }) => {
        const line = (event.stream ?? event.status ?? event.error ?? '').trim();
        if (line !== '') report(line);
      }
    );
  }).catch((cause: unknown) => {
    throw new SondeError('image-unbuilt', `Cannot ${doing}: ${(cause as Error).message}`, {
      cause,
      hint: 'Is the base image there, or its registry in reach? --base names another.'
    });
  });
  const { Id } = await ask(engine, doing, () => engine.docker.getImage(tag).inspect());
  return Id;
}

/** What is installed here holds programs for this kind of processor. */
async function checkArchitecture(engine: Engine, doing: string): Promise<void> {
  const { Architecture, OSType } = await askInfo(engine, doing);
  const names: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64' };
  const here = `${process.platform} ${names[process.arch] ?? process.arch}`;
  const there = `${OSType} ${Architecture}`;
  if (here === there) return;
  throw new SondeError(
    'image-foreign',
    `Cannot ${doing}: this machine is ${here}, the engine at ${engine.address} ${there}`,
    {
      hint: "Run the command on a machine like the engine's."
    }
  );
}
