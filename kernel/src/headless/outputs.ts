/** The outputs of a notebook's cells, from the kernel's messages, as nbformat 4.5 keeps them. Pure. */
import type { Message } from '../protocol/wire.js';

export type Output = Record<string, unknown> & { output_type: string };

/** The outputs of all cells that ran; displays may be updated from other cells than their own. */
export class Outputs {
  readonly #cells = new Map<string, Output[]>();
  readonly #displays = new Map<string, Output[]>();
  /** Cells whose outputs go when the next one comes. */
  readonly #clearing = new Set<Output[]>();

  /** @param request id of the request that runs the cell, whose `outputs` these are */
  begin(request: string, outputs: Output[]): void {
    outputs.length = 0;
    this.#cells.set(request, outputs);
  }

  /** True when the notebook has changed. */
  take({ header, parent, content }: Message): boolean {
    const type = header.msg_type;
    if (type === 'update_display_data') return this.#update(content);
    const outputs = this.#cells.get(String(parent.msg_id));
    if (!outputs) return false;
    if (type === 'clear_output') {
      if (content['wait'] === true) this.#clearing.add(outputs);
      else outputs.length = 0;
      return content['wait'] !== true;
    }
    const output = outputOf(type, content);
    if (!output) return false;
    if (this.#clearing.delete(outputs)) outputs.length = 0;
    const last = outputs.at(-1);
    if (type === 'stream' && last?.output_type === 'stream' && last['name'] === output['name']) {
      last['text'] = afterReturns(`${String(last['text'])}${String(output['text'])}`);
    } else {
      outputs.push(output);
    }
    const { display_id: id } = (content['transient'] ?? {}) as { display_id?: string };
    if (id !== undefined) this.#displays.set(id, [...(this.#displays.get(id) ?? []), output]);
    return true;
  }

  #update(content: Record<string, unknown>): boolean {
    const { display_id: id } = (content['transient'] ?? {}) as { display_id?: string };
    const shown = (id === undefined ? undefined : this.#displays.get(id)) ?? [];
    for (const output of shown)
      Object.assign(output, { data: content['data'], metadata: content['metadata'] ?? {} });
    return shown.length > 0;
  }
}

function outputOf(type: string, content: Record<string, unknown>): Output | undefined {
  const { name, text, data, metadata = {}, execution_count, ename, evalue, traceback } = content;
  switch (type) {
    case 'stream':
      return { output_type: 'stream', name, text: afterReturns(String(text)) };
    case 'display_data':
      return { output_type: 'display_data', data, metadata };
    case 'execute_result':
      return { output_type: 'execute_result', data, metadata, execution_count };
    case 'error':
      return { output_type: 'error', ename, evalue, traceback };
    default:
      return undefined;
  }
}

/** A carriage return writes over its line, as a terminal does: a progress bar is one line in the notebook. */
function afterReturns(text: string): string {
  return text.includes('\r') ? text.replace(/\r+\n/g, '\n').replace(/[^\n]*\r(?=.)/g, '') : text;
}
