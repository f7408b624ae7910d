/** Whether the engine's containers can see this machine's folders. */
import type { DockerSettings } from './docker-settings.js';
import type { Engine } from './engine.js';

export function isMounted({ files }: Pick<DockerSettings, 'files'>, { here }: Pick<Engine, 'here'>): boolean {
  return files === 'mount' || (files === 'auto' && here);
}
