/** A variable, or what people have typed, as a cell would show it. */
import type { Debugger, Runtime } from 'node:inspector';
import { cellRuntime } from '@sonde/schema/display';
import type { Evaluator } from './evaluator.js';
import type { Inspector } from './inspector.js';
import { putInPlace } from './scopes.js';
import { valueText } from './value-text.js';

export interface Bundle {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

const nothing: Bundle = { data: {}, metadata: {} };

export class RichVariables {
  constructor(
    private readonly inspector: Inspector,
    private readonly evaluator: Evaluator,
    /** The main thread's own answer, while it listens. */
    private readonly ask: (name: string) => Promise<Bundle | undefined>
  ) {}

  /** Empty for what exists neither in the frame, if there is one, nor in the notebook. */
  async show(name: string, call: Debugger.CallFrame | undefined): Promise<Bundle> {
    try {
      const code = this.evaluator.code(name);
      if (!call) {
        const answer = await this.ask(code);
        if (answer) return answer;
      }
      const expression = `JSON.stringify(${cellRuntime}.bundle(${code}))`;
      const shown = await this.evaluator.run(expression, call);
      return { data: JSON.parse(String(shown.value)) as Record<string, unknown>, metadata: {} };
    } catch {
      return nothing;
    }
  }

  /** In words, over as many lines as it takes. */
  async text(value: Runtime.RemoteObject): Promise<string> {
    try {
      const place = await putInPlace(this.inspector, value);
      // Nothing is kept alive for having been looked at.
      const code = `(value=>{${place}=undefined;return ${cellRuntime}.text(value)})(${place})`;
      return String((await this.evaluator.run(code, undefined)).value);
    } catch {
      return valueText(value);
    }
  }
}
