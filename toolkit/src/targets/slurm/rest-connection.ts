/** Speaks HTTP with slurmrestd, and says in sentences what goes wrong on the way. */
import { userInfo } from 'node:os';
import { SondeError } from '@sonde/schema';
import { SlurmRefusal } from './client.js';
import { knownVersions, newestVersion, type Version } from './rest-format.js';
import type { SlurmSettings } from './settings.js';
import { claimsOf, readToken } from './token.js';

export interface RestConnection {
  readonly url: string | undefined;
  offered(): Promise<Offer>;
  /** Of slurmctld; jobs that it does not know are none. */
  slurm(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  /** Of the accounting; what it does not know is none, nor where there is none. */
  slurmdb(path: string): Promise<Answer>;
}

/** What slurmrestd has that is known here. */
export interface Offer {
  version: Version;
  hasAccounting: boolean;
}

export interface Answer {
  errors?: {
    error?: string;
    error_number?: number;
    error_code?: number;
    errno?: number;
    description?: string;
  }[];
  meta?: { Slurm?: { release?: string }; slurm?: { release?: string } };
  job_id?: number;
  jobs?: Record<string, unknown>[];
  nodes?: Record<string, unknown>[];
  partitions?: Record<string, unknown>[];
  paths?: Record<string, unknown>;
}

export function openRest(settings: SlurmSettings): RestConnection {
  const url = settings.url?.replace(/\/+$/, '');
  let offer: Promise<Offer> | undefined;

  async function request(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
    if (url === undefined) {
      throw new SondeError('targets-wrong', 'A Slurm target by way of "rest" needs the `url` of slurmrestd', {
        hint: 'Add it in targets.json, e.g. "url": "https://slurm.example.org:6820".'
      });
    }
    const token = readToken(settings);
    const headers = {
      'X-SLURM-USER-NAME': settings.user ?? userInfo().username,
      'X-SLURM-USER-TOKEN': token,
      ...(body !== undefined && { 'Content-Type': 'application/json' })
    };
    let response: Response;
    let answered: string;
    try {
      response = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience)
      });
      answered = await response.text();
    } catch (cause) {
      const why = cause as Error & { cause?: Error };
      throw new SondeError(
        'target-unreachable',
        `slurmrestd does not answer at ${url}: ${why.cause?.message ?? why.message}`,
        {
          hint: 'Jobs that run go on running; nothing can be started or asked until it is back.'
        }
      );
    }
    if (response.status === 401 || response.status === 403) throw badToken(url, token, settings);
    return parse(answered, `${url}${path}`, response.status);
  }

  async function slurm(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
    const answer = await request(method, `/slurm/v${(await offered()).version}${path}`, body);
    const [error] = answer.errors ?? [];
    if (!error) return answer;
    const code = error.error_number ?? error.error_code ?? error.errno;
    if (code === invalidJob || code === alreadyDone) return { ...answer, jobs: [] };
    const said = [error.error, error.description].filter(Boolean).join(': ');
    if (code === inTransition) throw new SondeError('target-busy', said);
    if (/authenti|credential|token/i.test(said)) throw badToken(url ?? '', readToken(settings), settings);
    // Slurm 22.05 says no more than this of a token that the controller refuses, and of a controller that is away.
    if (code === unspecified && path !== '/job/submit') {
      const token = readToken(settings);
      if (faultOf(token, settings) !== undefined) throw badToken(url ?? '', token, settings);
      throw new SondeError(
        'target-unreachable',
        `slurmrestd at ${url} cannot speak with Slurm’s controller, and does not say why`,
        {
          hint: 'The controller is away, or it refuses the token: the clocks differ, or the token is of another cluster.'
        }
      );
    }
    if (/Unable to contact|connect failure|Connection refused|timed out/i.test(said)) {
      throw new SondeError(
        'target-unreachable',
        `Slurm’s controller does not answer to slurmrestd at ${url} (${said})`,
        {
          hint: 'Jobs that run go on running; nothing can be started or asked until it is back.'
        }
      );
    }
    throw path === '/job/submit'
      ? new SlurmRefusal(said)
      : new SondeError('target-failed', `slurmrestd at ${url}: ${said}`);
  }

  function offered(): Promise<Offer> {
    return (offer ??= findOffer().catch((error: unknown) => {
      offer = undefined;
      throw error;
    }));
  }

  async function findOffer(): Promise<Offer> {
    const paths = Object.keys((await request('GET', '/openapi/v3')).paths ?? {});
    const version = newestVersion(paths);
    if (version !== undefined) {
      return { version, hasAccounting: paths.some(path => path.startsWith(`/slurmdb/v${version}/job/`)) };
    }
    const others = paths.flatMap(path => /^\/slurm\/v([\d.]+)\/job\/submit$/.exec(path)?.[1] ?? []);
    throw new SondeError(
      'target-unsupported',
      others.length > 0
        ? `slurmrestd at ${url} speaks version ${others.join(', ')} of its interface, ${range} are known here`
        : `slurmrestd at ${url} speaks no version of its interface that is known here`,
      {
        hint: 'Start it with "-s openapi/v0.0.38" or newer, or use Slurm’s commands ("via": "commands").'
      }
    );
  }

  async function slurmdb(path: string): Promise<Answer> {
    const { version, hasAccounting } = await offered();
    if (!hasAccounting) return {};
    const answer = await request('GET', `/slurmdb/v${version}${path}`);
    const said = (answer.errors ?? []).map(({ error, description }) => `${error}: ${description}`).join(', ');
    if (!/connect|contact|timed out/i.test(said)) return answer;
    throw new SondeError(
      'target-unreachable',
      `Slurm’s accounting does not answer to slurmrestd at ${url} (${said})`
    );
  }

  return { url, offered, slurm, slurmdb };
}

const range = `${knownVersions.at(-1)} to ${knownVersions[0]}`;

/** Milliseconds. */
const patience = 30_000;

/** Of slurm/slurm_errno.h. */
const invalidJob = 2017;
const alreadyDone = 2021;
const inTransition = 2020;
const unspecified = -1;

function parse(text: string, where: string, status: number): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch (cause) {
    throw new SondeError('target-failed', `What answers at ${where} is not slurmrestd (status ${status})`, {
      cause
    });
  }
}

/** Says which token, never the token. */
function badToken(url: string, token: string, settings: SlurmSettings): SondeError {
  const { tokenFile, tokenVariable = 'SLURM_JWT' } = settings;
  const where = tokenFile ?? `the environment variable ${tokenVariable}`;
  const why = faultOf(token, settings) ?? 'it is of another cluster, or the clocks here and there differ';
  return new SondeError('target-credentials', `slurmrestd at ${url} refuses the token in ${where}: ${why}`, {
    hint: 'Make a new one with `scontrol token lifespan=86400`.'
  });
}

/** What can be seen from here to be wrong with a token. */
function faultOf(
  token: string,
  { user = userInfo().username }: SlurmSettings,
  now = Date.now()
): string | undefined {
  const { made, end, of } = claimsOf(token);
  const early = (made?.getTime() ?? now) - now;
  if (made && early > tolerance) {
    const ahead =
      early > 120_000 ? `${Math.round(early / 60_000)} minutes` : `${Math.round(early / 1000)} seconds`;
    return `it says to have been made on ${minute(made)}, ${ahead} from now: the clock there is ahead of the one here`;
  }
  if (end && end.getTime() <= now) return `it expired on ${minute(end)}, by the clock here`;
  return of === undefined || of === user ? undefined : `it is of user "${of}", not of "${user}"`;
}

/** Milliseconds that clocks may differ. */
const tolerance = 10_000;

const minute = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
