/**
 * Runs notebooks in tslab's converter and executor, without its sockets: reads a list of notebooks (each a list of cells) as
 * JSON from its input, writes what each cell gave, printed and threw as JSON. The working folder must be empty: tslab
 * compiles what lies in it.
 */
'use strict';
const { readFileSync } = require('node:fs');
const { inspect } = require('node:util');
const { createConverter } = require('tslab/dist/converter');
const { createExecutor } = require('tslab/dist/executor');

const style = { colors: false, depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 };
let outcome;
const print = (...values) =>
  void (outcome.printed += `${values.map(one => (typeof one === 'string' ? one : inspect(one))).join(' ')}\n`);
const ask = {
  // The value of the last expression.
  log: value => (outcome.value = inspect(value, style)),
  error: (first, ...rest) => {
    outcome.error = rest.length > 0 ? 'rejected' : (first?.name ?? 'Uncaught');
    outcome.message = rest.length > 0 ? rest.at(-1) : String(first);
  }
};

async function main() {
  const notebooks = JSON.parse(readFileSync(0, 'utf8'));
  const node = createConverter();
  const executor = createExecutor(
    process.cwd(),
    { node, browser: undefined, close: () => node.close() },
    ask
  );
  const answers = [];
  console.log = print;
  for (const cells of notebooks) {
    executor.reset();
    const outcomes = [];
    for (const cell of cells) {
      outcome = { printed: '' };
      try {
        await executor.execute(cell);
      } catch (error) {
        outcome.error = 'crashed';
        outcome.message = String(error);
      }
      outcomes.push(outcome);
    }
    answers.push(outcomes);
  }
  process.stdout.write(JSON.stringify(answers), () => process.exit(0));
}

main();
