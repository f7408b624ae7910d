/** Why a container is gone, in words. */
import type { ContainerInspectInfo } from 'dockerode';
import type { Resources } from '@sonde/schema';

export function containerEnd(state: ContainerInspectInfo['State'], { memoryBytes }: Resources = {}): string {
  const limit =
    memoryBytes === undefined
      ? 'more memory than there was'
      : `more than its ${Math.round(memoryBytes / 2 ** 20)} MiB of memory`;
  if (state.OOMKilled) return `Its container was killed: it took ${limit}`;
  if (state.Error) return `Its container could not run: ${state.Error}`;
  if (state.ExitCode === 137) {
    return 'Its container was killed (exit code 137) and left no last word: by hand, or because the engine or its machine was stopped';
  }
  if (state.ExitCode === 143) {
    return 'Its container was told to end (exit code 143): by hand, or because the engine or its machine was stopped';
  }
  return `Its container ended with exit code ${state.ExitCode} and left no last word; see its log`;
}
