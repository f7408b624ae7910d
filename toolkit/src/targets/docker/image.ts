/** The image of a job: looked up where it is, else pulled with progress. */
import { SondeError } from '@sonde/schema';
import { ask, statusOf, type Engine } from './engine.js';
import { rootLabel, type ImageFacts } from './container-spec.js';

/** Undefined when the engine does not have it. */
export async function findImage(engine: Engine, name: string): Promise<ImageFacts | undefined> {
  try {
    const { Id, Config } = await ask(engine, `look for the image "${name}"`, () =>
      engine.docker.getImage(name).inspect()
    );
    const root = Config.Labels?.[rootLabel];
    return { name, digest: Id, ...(root !== undefined && { root }) };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
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
  try {
    const stream = await engine.docker.pull(name);
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
    const why = (cause as { json?: { message?: string } }).json?.message ?? (cause as Error).message;
    throw new SondeError(
      'image-missing',
      `The Docker Engine at ${engine.address} has no image "${name}", and cannot pull it: ${why}`,
      {
        cause,
        hint: 'Make Sonde\'s own with `npx sonde image build`, or name another as the target option "image".'
      }
    );
  }
  const found = await findImage(engine, name);
  if (found) return found;
  throw new SondeError(
    'image-missing',
    `The Docker Engine at ${engine.address} pulled "${name}" and does not have it`
  );
}

const isSilence = (error: unknown): boolean =>
  ['ECONNREFUSED', 'ENOENT', 'EACCES'].includes((error as { code?: string }).code ?? '');
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
