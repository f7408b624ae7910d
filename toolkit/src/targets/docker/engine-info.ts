/** What an engine says of itself, as far as it matters here; the types of its library leave all of it open. */
import { ask, promptly, type Engine } from './engine.js';

export interface EngineInfo {
  NCPU: number;
  MemTotal: number;
  ServerVersion: string;
  ContainersRunning: number;
  /** As `uname` has them. */
  OSType: string;
  Architecture: string;
  /** Of a Swarm; engines of other makers know of none. */
  Swarm?: {
    /** True for its managers. */
    ControlAvailable: boolean;
  };
}

export function askInfo(engine: Engine, doing: string): Promise<EngineInfo> {
  const { docker } = engine as unknown as {
    docker: { info(options: { abortSignal: AbortSignal | undefined }): Promise<EngineInfo> };
  };
  return ask(engine, doing, abortSignal => docker.info({ abortSignal }), { within: promptly });
}
