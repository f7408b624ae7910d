// One of the two that are compared: a process that prints a JSON line when it is ready and answers each line with another.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @param {string[]} argv
 * @returns {Promise<{ ready: object, readyMs: number, ask: (question: object) => Promise<any>, end: () => Promise<void> }>}
 *   `readyMs` counts from the start of the process to its first line
 */
export async function startContender([program, ...args], env = {}) {
  const begun = performance.now();
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', ...env }
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', chunk => (errors += chunk));
  const ended = new Promise(resolve => child.once('close', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ${args.join(' ')} ended early:\n${errors}`);
    return JSON.parse(value);
  };
  const ready = await next();
  return {
    ready,
    readyMs: performance.now() - begun,
    ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return next();
    },
    /** Ends it as a crash would. */
    kill() {
      child.kill('SIGKILL');
    },
    async end() {
      child.stdin.end();
      await ended;
    }
  };
}

/** The two of a pair, in an order that changes from round to round. */
export const inTurns = (round, first, second) => (round % 2 === 0 ? [first, second] : [second, first]);
