/** The image of a job: looked up where it is, else pulled with progress. */
import { SondeError } from '@sonde/schema';
import { ask, promptly, statusOf, type Engine } from './engine.js';
import { rootLabel, type ImageFacts } from './container-spec.js';
import { ownGpuImage } from './default-image.js';
import { registryCredentials, registryOf } from './registry-credentials.js';

/** Undefined when the engine does not have it. */
export async function findImage(engine: Engine, name: string): Promise<ImageFacts | undefined> {
  try {
    const { Id, Config, RepoDigests } = await ask(
      engine,
      `look for the image "${name}"`,
      () => engine.docker.getImage(name).inspect(),
      { within: promptly }
    );
    const root = Config.Labels?.[rootLabel];
    const published = RepoDigests?.find(one => one.startsWith(`${repositoryOf(name)}@`));
    return {
      name,
      digest: Id,
      ...(root !== undefined && { root }),
      ...(published !== undefined && { published })
    };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** The image as its registry knows it for good, e.g. "node@sha256:1f…" */
export function withDigest(name: string, digest: string): string {
  return `${repositoryOf(name)}@${digest}`;
}

function repositoryOf(name: string): string {
  return name.replace(/(@sha256:[0-9a-f]+|:[^:/]+)$/, '');
}

export interface PullProgress {
  done: number;
  total: number;
}

/** Pulls it from its registry. Throws a sentence that says how to get it when there is none. */
export async function pullImage(
  engine: Engine,
  name: string,
  report: (progress: PullProgress) => void
): Promise<ImageFacts> {
  const credentials = registryCredentials(name);
  try {
    const stream = await engine.docker.pull(name, credentials ? { authconfig: credentials } : {});
    const layers = new Map<string, PullProgress>();
    await new Promise<void>((resolve, reject) => {
      engine.docker.modem.followProgress(
        stream,
        error => (error ? reject(error) : resolve()),
        (event: { id?: string; status?: string; progressDetail?: { current?: number; total?: number } }) => {
          const { current, total } = event.progressDetail ?? {};
          if (
            event.id === undefined ||
            event.status !== 'Downloading' ||
            current === undefined ||
            total === undefined
          )
            return;
          layers.set(event.id, { done: current, total });
          const all = [...layers.values()];
          report({ done: sum(all.map(one => one.done)), total: sum(all.map(one => one.total)) });
        }
      );
    });
  } catch (cause) {
    if ((cause as { statusCode?: number }).statusCode === undefined && isSilence(cause)) {
      throw await ask(engine, `pull the image "${name}"`, () => Promise.reject(cause as Error)).catch(
        (error: unknown) => error as Error
      );
    }
    throw notPulled(engine, { name, known: credentials !== undefined, cause });
  }
  const found = await findImage(engine, name);
  if (found) return found;
  throw new SondeError(
    'image-missing',
    `The Docker Engine at ${engine.address} pulled "${name}" and does not have it`
  );
}

interface NotPulled {
  name: string;
  /** Whether credentials were shown. */
  known: boolean;
  cause: unknown;
}

function notPulled({ address }: Engine, { name, known, cause }: NotPulled): SondeError {
  const why = (cause as { json?: { message?: string } }).json?.message ?? (cause as Error).message;
  const registry = registryOf(name);
  if (/unauthorized|authentication required|denied|no basic auth/i.test(why)) {
    return new SondeError(
      'registry-credentials',
      known
        ? `The registry of "${name}" does not accept the credentials that docker login left here: ${why}`
        : `The registry of "${name}" wants to know who asks, or has no such image: ${why}`,
      { cause, hint: `Log in: docker login ${registry}` }
    );
  }
  return new SondeError(
    'image-missing',
    `The Docker Engine at ${address} has no image "${name}", and cannot pull it: ${why}`,
    { cause, hint: hintFor(name) }
  );
}

function hintFor(name: string): string {
  const other = 'or name another as the target option "image".';
  return `Make Sonde's own with \`npx sonde image build${name === ownGpuImage ? ' --gpu' : ''}\`, ${other}`;
}

const isSilence = (error: unknown): boolean =>
  ['ECONNREFUSED', 'ENOENT', 'EACCES'].includes((error as { code?: string }).code ?? '');
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
