/** Makes the image that jobs run in: the Dockerfile of this installation, with what is installed here. */
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-fs';
import { SondeError } from '@sonde/schema';
import { installRoot } from '../install-root.js';
import { askInfo } from './engine-info.js';
import { ask, type Engine } from './engine.js';
import { installedFiles, isLeftOut } from './installed-files.js';

export interface BuildImageOptions {
  /** Name of the image. */
  tag: string;
  /** Image to begin with; it must bring Node, or CUDA with `gpu`. Default: what the Dockerfile says. */
  base?: string | undefined;
  /** True for an image that brings CUDA. */
  gpu?: boolean;
  /** Told each line of the engine. */
  report?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** The new image's id. */
export async function buildImage(engine: Engine, options: BuildImageOptions): Promise<string> {
  const { tag, base, gpu = false, report = () => undefined, signal } = options;
  const root = installRoot();
  const doing = `make the image "${tag}"`;
  await checkArchitecture(engine, doing);
  const dockerfile = gpu ? 'Dockerfile.gpu' : 'Dockerfile';
  if (!existsSync(join(root, dockerfile))) {
    throw new SondeError('dockerfile-missing', `Cannot ${doing}: there is no ${dockerfile} in ${root}`);
  }
  const files = await installedFiles(root);
  const stream = await ask(engine, doing, () =>
    engine.docker.buildImage(buildContext(root, { dockerfile, files, gpu }), {
      t: tag,
      dockerfile,
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

interface BuildContext {
  dockerfile: string;
  /** Paths below the root. */
  files: readonly string[];
  gpu: boolean;
}

/** The Dockerfile, what is installed here as `sonde/`, and for a base that brings none the Node that runs here as `node`. */
function buildContext(root: string, { dockerfile, files, gpu }: BuildContext): NodeJS.ReadableStream {
  return pack(root, {
    entries: [dockerfile, ...files],
    ignore: isLeftOut,
    map: header => ({
      ...header,
      name: header.name === dockerfile ? dockerfile : `sonde/${header.name}`,
      uid: 0,
      gid: 0
    }),
    finalize: false,
    finish: archive => void (gpu ? addNode(archive) : Promise.resolve()).then(() => archive.finalize())
  });
}

async function addNode(archive: Pack): Promise<void> {
  const { size } = await stat(process.execPath);
  const entry = archive.entry({ name: 'node', size, mode: 0o755 });
  await pipeline(createReadStream(process.execPath), entry).catch((error: unknown) =>
    archive.destroy(error as Error)
  );
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
