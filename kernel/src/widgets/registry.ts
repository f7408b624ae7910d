/**
 * The widgets that are open, and what a front end asks of them all: a page that is loaded anew opens the comm
 * `jupyter.widget.control` and gets every state in one message (control messaging 1.0).
 */
import type { DisplayPort } from '@sonde/schema/display';
import { splitBuffers } from './buffers.js';

/** A model as the control comm tells it. */
export interface ToldModel {
  model_name: unknown;
  model_module: unknown;
  model_module_version: unknown;
  state: Record<string, unknown>;
}

const open = new Map<string, () => ToldModel>();
const answering = new WeakSet<DisplayPort>();

export function register(port: DisplayPort, id: string, tell: () => ToldModel): void {
  open.set(id, tell);
  if (answering.has(port)) return;
  answering.add(port);
  port.onComm('jupyter.widget.control', comm => {
    comm.onMessage = ({ data }) => {
      if ((data as { method?: unknown }).method !== 'request_states') return;
      const told = Object.fromEntries([...open].map(([one, model]) => [one, model()]));
      const { state: states, paths, buffers } = splitBuffers(told);
      comm.send({ method: 'update_states', states, buffer_paths: paths }, { buffers });
    };
  });
}

export function unregister(id: string): void {
  open.delete(id);
}
