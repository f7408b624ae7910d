/** A connection to a Docker Engine, and sentences for what goes wrong with it. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { SondeError } from '@sonde/schema';
import { SshEnd, sshAgent, type SshSettings } from './ssh-agent.js';

export interface EngineSettings extends SshSettings {
  /** `unix:///var/run/docker.sock`, `ssh://user@host` or `tcp://host:2376`; default is DOCKER_HOST, else the first. */
  host?: string;
  /** Folder with `ca.pem`, `cert.pem` and `key.pem`, for `tcp`; default is DOCKER_CERT_PATH. */
  certificates?: string;
}

export interface Engine {
  docker: Docker;
  address: string;
  /** True when its files are this machine's: folders can be mounted instead of copied. */
  here: boolean;
}

export const usualAddress = 'unix:///var/run/docker.sock';

/** Connects to nothing yet. */
export async function openEngine(settings: EngineSettings): Promise<Engine> {
  const address = settings.host ?? process.env['DOCKER_HOST'] ?? usualAddress;
  const { default: Engine } = await import('dockerode');
  return { docker: new Engine(optionsOf(address, settings)), address, here: address.startsWith('unix://') };
}

function optionsOf(address: string, settings: EngineSettings): Docker.DockerOptions {
  const { certificates = process.env['DOCKER_CERT_PATH'] } = settings;
  const url = parse(address);
  if (url.protocol === 'unix:') return { socketPath: decodeURIComponent(url.pathname) };
  if (url.protocol === 'ssh:') {
    // The agent decides where the calls go, host and port are a name for it. The types do not know of it.
    const options = { protocol: 'http' as const, host: 'docker', port: 80, agent: sshAgent(url, settings) };
    return options;
  }
  const port = url.port || (certificates === undefined ? 2375 : 2376);
  if (certificates === undefined) return { protocol: 'http', host: url.hostname, port };
  const read = (name: string): string => readFileSync(join(certificates, name), 'utf8');
  try {
    return {
      protocol: 'https',
      host: url.hostname,
      port,
      ca: read('ca.pem'),
      cert: read('cert.pem'),
      key: read('key.pem')
    };
  } catch (cause) {
    throw new SondeError(
      'engine-certificates',
      `Cannot read the certificates for ${address}: ${(cause as Error).message}`,
      {
        cause,
        hint: `${certificates} should hold ca.pem, cert.pem and key.pem.`
      }
    );
  }
}

function parse(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && ['unix:', 'ssh:', 'tcp:', 'http:', 'https:'].includes(url.protocol)) return url;
  throw new SondeError('engine-address', `"${address}" is no address of a Docker Engine`, {
    hint: 'Write unix:///var/run/docker.sock, ssh://user@host or tcp://host:2376.'
  });
}

/**
 * What the engine answers, or a sentence when it does not. Its own refusals are sentences, too: {@link statusOf} tells which.
 * With `within`, an answer that takes longer than these milliseconds is none.
 */
export async function ask<T>(
  { address }: Pick<Engine, 'address'>,
  what: string,
  call: (abortSignal?: AbortSignal) => Promise<T>,
  { within }: { within?: number } = {}
): Promise<T> {
  if (within === undefined) return call().catch((error: unknown) => refuse(error, address, what));
  const signal = AbortSignal.timeout(within);
  // Not every call of the engine's library listens to the signal.
  const silence = once(signal, 'abort').then(() => refuse(timeUp(within), address, what));
  const answer = call(signal).catch((error: unknown) =>
    refuse(signal.aborted ? timeUp(within) : error, address, what)
  );
  return Promise.race([answer, silence]);
}

function refuse(error: unknown, address: string, what: string): never {
  throw sentenceFor(error, address, what);
}

const timeUp = (within: number): Error => new Error(`nothing came within ${within / 1000} seconds`);

/** Milliseconds within which an engine answers a question that costs it nothing. */
export const promptly = 10_000;

/** HTTP status of an answer of the engine. */
export function statusOf(error: unknown): number | undefined {
  const cause = error instanceof SondeError ? error.cause : error;
  return (cause as { statusCode?: number } | undefined)?.statusCode;
}

type Say = (name: string, why: string, hint: string) => SondeError;

function sentenceFor(error: unknown, address: string, what: string): SondeError {
  if (error instanceof SondeError) return error;
  const { code, statusCode, message, json } = error as {
    code?: string;
    statusCode?: number;
    message: string;
    json?: { message?: string };
  };
  const say: Say = (name, why, hint) =>
    new SondeError(name, `Cannot ${what}: ${why}`, { cause: error, hint });
  if (statusCode !== undefined) {
    const said = json?.message ?? message;
    if (/no space left on device/i.test(said)) {
      return say(
        'disk-full',
        `the disk of the Docker Engine at ${address} is full`,
        'Free some: docker system prune.'
      );
    }
    if (/could not select device driver|nvidia|gpu/i.test(said) && /device/i.test(said)) {
      return say(
        'no-gpu',
        `the Docker Engine at ${address} has no GPU to give: ${said}`,
        'Ask for none, or install the NVIDIA container toolkit there.'
      );
    }
    return say('engine-refused', `the Docker Engine at ${address} says: ${said}`, 'Its log may tell more.');
  }
  if (error instanceof SshEnd) return sentenceForSsh(error, address, say);
  if (code === 'EACCES') {
    return say(
      'engine-permission',
      `you may not use ${address}`,
      'Add yourself to the group "docker" and log in again.'
    );
  }
  if (code === 'ENOENT' || code === 'ECONNREFUSED') {
    return say(
      'engine-down',
      `no Docker Engine answers at ${address}`,
      'Start it, or name another in targets.json or DOCKER_HOST.'
    );
  }
  if (/alert/i.test(`${code ?? ''} ${message}`)) {
    return say(
      'engine-credentials',
      `the Docker Engine at ${address} does not accept the certificate offered`,
      'Is cert.pem, in the folder of certificates, signed by the authority that the engine trusts (its --tlscacert)?'
    );
  }
  if (/^ERR_TLS|CERT|SELF_SIGNED/i.test(`${code ?? ''} ${message}`)) {
    return say(
      'engine-certificates',
      `the certificate of the Docker Engine at ${address} is not to be trusted: ${message}`,
      'Is ca.pem, in the folder of certificates, the authority that signed it, and the address the one it was made for?'
    );
  }
  return say(
    'engine-down',
    `the Docker Engine at ${address} does not answer: ${message}`,
    'Is the machine up, and its port open?'
  );
}

function sentenceForSsh({ exitCode, said, message }: SshEnd, address: string, say: Say): SondeError {
  const byHand = `ssh ${address.slice('ssh://'.length)}`;
  if (/^\S+: Permission denied \(/m.test(said)) {
    return say(
      'engine-credentials',
      `${address} does not accept the ssh keys offered`,
      'Name your private key as "identity" in targets.json, or load it into the ssh agent; nobody can type a password here.'
    );
  }
  if (/host key|host identification/i.test(said)) {
    return say(
      'engine-credentials',
      `the host key of ${address} is not the known one, or not known yet`,
      `Connect once by hand: ${byHand}`
    );
  }
  if (/permission denied/i.test(said)) {
    return say(
      'engine-permission',
      `at ${address} you may not use the Docker Engine`,
      'Add yourself to the group "docker" there.'
    );
  }
  if (exitCode === 127) {
    return say(
      'engine-down',
      `${address} cannot be reached: ${message}`,
      `Both ends are needed: ssh here, docker there.`
    );
  }
  return say(
    'engine-down',
    `no Docker Engine answers at ${address}: ${message}`,
    `Try by hand: ${byHand} docker info`
  );
}
