/** How a registry knows us: what `docker login` wrote to ~/.docker/config.json, or to where DOCKER_CONFIG points. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AuthConfig } from 'dockerode';
import { SondeError } from '@sonde/schema';

/** As docker's own command has it: the name that the Docker Hub goes by in that file. */
const hub = 'https://index.docker.io/v1/';

interface DockerConfig {
  auths?: Record<string, { auth?: string; identitytoken?: string }>;
  credHelpers?: Record<string, string>;
  credsStore?: string;
}

/** Undefined for a registry where nobody has logged in. */
export function registryCredentials(
  image: string,
  env: NodeJS.ProcessEnv = process.env
): AuthConfig | undefined {
  const registry = registryOf(image);
  const config = read(join(env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'config.json'));
  const helper = config.credHelpers?.[registry] ?? config.credsStore;
  const entry = config.auths?.[registry] ?? config.auths?.[`https://${registry}`];
  if (helper !== undefined) return fromHelper(helper, registry) ?? fromEntry(registry, entry);
  return fromEntry(registry, entry);
}

/** The part before the first slash, where that looks like a host. */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : hub;
}

type Entry = NonNullable<DockerConfig['auths']>[string];

function fromEntry(registry: string, { auth, identitytoken }: Entry = {}): AuthConfig | undefined {
  if (auth === undefined || auth === '') return undefined;
  const [, username = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString()) ?? [];
  const token = identitytoken !== undefined && { identitytoken };
  return { username, password, serveraddress: registry, ...token };
}

/** https://github.com/docker/docker-credential-helpers: the registry on its input, JSON on its output. */
function fromHelper(helper: string, registry: string): AuthConfig | undefined {
  try {
    const said = execFileSync(`docker-credential-${helper}`, ['get'], {
      input: `${registry}\n`,
      env: process.env,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: 10_000
    });
    const { Username, Secret } = JSON.parse(said) as { Username: string; Secret: string };
    if (Username === '<token>') return { identitytoken: Secret, serveraddress: registry };
    return { username: Username, password: Secret, serveraddress: registry };
  } catch {
    return undefined; // it keeps none for this registry, or is not there
  }
}

function read(path: string): DockerConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {}; // nobody has ever logged in
  }
  try {
    return JSON.parse(text) as DockerConfig;
  } catch (cause) {
    throw new SondeError('registry-config', `Cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}
