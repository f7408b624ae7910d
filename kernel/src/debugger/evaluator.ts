/** Evaluates what people type, in a frame of the stopped program or in the notebook. */
import type { Debugger, Runtime } from 'node:inspector';
import { programCode } from './expression.js';
import { evaluateGlobally, objectGroup, thrownError } from './in-debuggee.js';
import type { Inspector } from './inspector.js';

/** Nothing but this ends an evaluation: an interrupt does not get into the inspector. */
const evaluationTime = 5000;

export class Evaluator {
  constructor(
    private readonly inspector: Inspector,
    private readonly shadowed: () => ReadonlySet<string>,
    /** A frame of the program that stands still. */
    private readonly stopped: () => Debugger.CallFrame | undefined
  ) {}

  /** TypeScript, one expression or several statements. Throws a sentence. */
  evaluate(text: string, call: Debugger.CallFrame | undefined): Promise<Runtime.RemoteObject> {
    return this.run(this.code(text), call);
  }

  /** What V8 is given for it. */
  code(text: string): string {
    return programCode(text, this.shadowed());
  }

  /** JavaScript, in a frame or, without one, as the notebook's own code. */
  async run(expression: string, call: Debugger.CallFrame | undefined): Promise<Runtime.RemoteObject> {
    try {
      // What it declares is gone afterwards: a cell could not declare it any more.
      const code = call ? expression : `(0,eval)(${JSON.stringify(expression)})`;
      // While the program stands still, V8 heeds the time only of what is evaluated in a frame.
      const frame = call ?? this.stopped();
      if (!frame) return await evaluateGlobally(this.inspector, code, evaluationTime);
      const { result, exceptionDetails } = await this.inspector.post<Debugger.EvaluateOnCallFrameReturnType>(
        'Debugger.evaluateOnCallFrame',
        {
          callFrameId: frame.callFrameId,
          expression: code,
          timeout: evaluationTime,
          objectGroup,
          generatePreview: true,
          silent: true
        },
        evaluationTime + 5000
      );
      if (exceptionDetails) throw thrownError(exceptionDetails);
      return result;
    } catch (error) {
      if (!/Execution was terminated/.test((error as Error).message)) throw error;
      throw new Error(`It was stopped after ${evaluationTime / 1000} seconds`, { cause: error });
    }
  }
}
