/**
 * The image of a service, named so that each node gets the same: by its digest in the registry where it has one, else by its own
 * id, which a node either has or has not.
 */
import type { AuthConfig } from 'dockerode';
import type { ImageFacts } from './container-spec.js';
import { ask, promptly, type Engine } from './engine.js';
import { findImage, withDigest } from './image.js';
import { registryCredentials } from './registry-credentials.js';

export interface ServiceImage {
  image: ImageFacts;
  /** With which the nodes fetch it. */
  auth?: AuthConfig | undefined;
}

export async function serviceImage(engine: Engine, name: string): Promise<ServiceImage> {
  const auth = registryCredentials(name);
  const image = (await findImage(engine, name)) ?? (await inRegistry(engine, name, auth));
  return { image, auth };
}

/** The manager need not have what the nodes fetch. */
async function inRegistry(engine: Engine, name: string, auth: AuthConfig | undefined): Promise<ImageFacts> {
  try {
    const { Descriptor } = await ask(
      engine,
      `look for the image "${name}" in its registry`,
      () => engine.docker.getImage(name).distribution(auth && { authconfig: auth }),
      { within: promptly }
    );
    return { name, digest: Descriptor.digest, published: withDigest(name, Descriptor.digest) };
  } catch {
    return { name }; // a node may have it; one that has not says so
  }
}
