/**
 * Whatever a cell is stuck in, an interrupt ends it, with the state kept and the kernel alive: each case so many rounds
 * in one kernel, on whichever Node. `node test/kernel/interrupt-cases.mjs [--node PATH] [--rounds N]`
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { KernelClient, result } from '../../kernel/lib/testing/client.js';

const { values } = parseArgs({
  options: {
    node: { type: 'string', default: process.execPath },
    rounds: { type: 'string', default: '20' }
  }
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds wants a number from 1, not "${values.rounds}"`);
  process.exit(2);
}

const cases = {
  'a loop': 'while (true) {}',
  'a loop in try, catch and finally':
    'try { while (true) {} } catch { while (true) {} } finally { (globalThis as any).seen = 1 }',
  'a loop after an await': 'await 1; while (true) {}',
  'a loop in a timer': 'setTimeout(() => { while (true) {} }); await new Promise(() => {})',
  'a flood of microtasks': 'const spin = (): Promise<void> => Promise.resolve().then(spin); await spin()',
  'a catastrophic regular expression': '/(a+)+$/.test("a".repeat(40) + "b")',
  'Atomics.wait': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  'an await that never settles': 'await new Promise(() => {})',
  'a child that is waited for': 'require("node:child_process").execSync("sleep 1")'
};

const version = execFileSync(values.node, ['--version'], { encoding: 'utf8' }).trim();
// What is left over after a termination must survive being collected. A group of its own is what Jupyter gives it.
const kernel = await KernelClient.start({ node: values.node, nodeArgs: ['--expose-gc'], ownGroup: true });
let passed = 0;
let failed = 0;
try {
  for (const [name, code] of Object.entries(cases)) {
    const times = [];
    const wrong = [];
    for (let round = 1; round <= rounds; round++) {
      const outcome = await interrupt(code, round);
      times.push(outcome.took);
      if (outcome.wrong) wrong.push(`round ${round}: ${outcome.wrong}`);
    }
    const ok = rounds - wrong.length;
    if (wrong.length === 0) passed++;
    else failed++;
    const [median, most] = [times.sort((a, b) => a - b)[times.length >> 1], times.at(-1)];
    console.log(
      `${wrong.length === 0 ? '✓' : '✗'} ${version} ${name}: ${ok} of ${rounds}, median ${median.toFixed(1)} ms, most ${most.toFixed(1)} ms`
    );
    for (const one of wrong) console.log(`    ${one}`);
  }
} finally {
  await kernel.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** How long the cell took to end, and what was wrong. */
async function interrupt(code, round) {
  const mark = `in ${round}`;
  const from = kernel.iopub.length;
  const running = kernel.execute(`const kept = ${round};\nconsole.log(${JSON.stringify(mark)});\n${code}`);
  await kernel.until(() => kernel.iopub.slice(from).some(one => String(one.content.text).includes(mark)));
  // Printed before it is stuck: let it get there.
  await new Promise(resolve => setTimeout(resolve, 30));
  const since = performance.now();
  await kernel.request('control', 'interrupt_request', {});
  const { reply } = await running;
  const took = performance.now() - since;
  const { ename } = reply.content;
  const after = result(await kernel.execute('(globalThis as any).gc(); kept'));
  const wrong =
    ename !== 'KeyboardInterrupt'
      ? `the cell ended with ${ename ?? reply.content.status}`
      : after !== String(round)
        ? `"kept" was ${after}`
        : undefined;
  return { took, wrong };
}
