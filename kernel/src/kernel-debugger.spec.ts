/** The debugger: where the program stops, and what can be seen and changed there. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { KernelClient, printed, result, traceback } from './testing/client.js';
import { DebugClient } from './testing/debug-client.js';

const files = {
  'area.ts': `// A comment
interface Box { width: number }

export function area(box: Box): number {
  const side = box.width;
  return side * side;
}
`
};

let kernel: KernelClient;
let debug: DebugClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ files });
  debug = new DebugClient(kernel);
});
beforeEach(() => debug.attach());
afterEach(async () => {
  await debug.ask('disconnect');
});
afterAll(() => kernel.close());

const loop = `interface Item { n: number }
const items: Item[] = [{ n: 1 }, { n: 2 }, { n: 3 }];
let total = 0;
for (const { n } of items) {
  const twice: number = double(n);
  total += twice;
}
function double(x: number): number {
  return x * 2;
}
total`;

test('a breakpoint stops a cell before it has ever run, in its own lines', async () => {
  const [point] = await debug.breakpoints(loop, [{ line: 6 }]);
  expect(point).toMatchObject({ verified: true, line: 6 });
  const run = kernel.execute(loop);
  expect(await debug.stopped()).toMatchObject({
    reason: 'breakpoint',
    where: expect.stringMatching(/^(Cell \[\d+\])@\1:6$/)
  });
  expect(await debug.scope('Locals')).toMatchObject({
    n: '1',
    twice: '2',
    total: '0',
    items: '(3) [{…}, {…}, {…}]'
  });
  await debug.continue();
  await debug.stopped();
  expect(await debug.scope('Locals')).toMatchObject({ n: '2', total: '2' });
  await debug.breakpoints(loop, []);
  await debug.continue();
  expect(result(await run)).toBe('12');
});

test('a step is not lost when breakpoints are told again, or others, at the same time', async () => {
  const [first] = await debug.breakpoints(loop, [{ line: 6 }]);
  const { sourcePath } = await debug.ask('dumpCell', { code: loop });
  const tell = (...lines: number[]) =>
    debug.ask('setBreakpoints', {
      source: { path: sourcePath },
      breakpoints: lines.map(line => ({ line }))
    });
  const run = kernel.execute(loop);
  await debug.stopped();
  expect((await tell(6)).breakpoints[0]?.id).toBe(first?.id);
  for (const [lines, where] of [
    [[6], 4],
    [[6], 5],
    [[6, 11], 6],
    [[6], 4]
  ] as const) {
    const steps = [tell(...lines), debug.ask('next', { threadId: 1 }), tell(...lines)];
    expect((await debug.stopped()).where).toMatch(new RegExp(`:${where}$`));
    await Promise.all(steps);
  }
  await debug.breakpoints(loop, []);
  await debug.continue();
  expect(result(await run)).toBe('12');
});

test('a cell that runs again stops again', async () => {
  await debug.breakpoints(loop, [{ line: 9 }]);
  for (let round = 0; round < 2; round++) {
    const run = kernel.execute(loop);
    expect((await debug.stopped()).where).toMatch(/^double@Cell \[\d+\]:9$/);
    expect(await debug.stack()).toHaveLength(2);
    await debug.breakpoints(loop, []);
    await debug.continue();
    await run;
    await debug.breakpoints(loop, [{ line: 9 }]);
  }
});

test('a breakpoint in a function of an earlier cell', async () => {
  const cell = 'function later(x: number) {\n  const y = x + 1;\n  return y;\n}';
  await kernel.execute(cell);
  await debug.breakpoints(cell, [{ line: 3 }]);
  const run = kernel.execute('later(41)');
  expect((await debug.stopped()).where).toMatch(/^later@Cell \[\d+\]:3$/);
  const [frame] = await debug.frames();
  expect((await debug.ask('source', { source: frame?.source })).content).toBe(cell);
  await debug.continue();
  expect(result(await run)).toBe('42');
});

test('an empty line gives its breakpoint to the next one that does something', async () => {
  const cell = 'let first = 1;\n\n// nothing\ntype T = number;\nfirst = 2;';
  expect(await debug.breakpoints(cell, [{ line: 2 }])).toMatchObject([{ verified: true, line: 5 }]);
  expect(await debug.breakpoints(cell, [{ line: 9 }])).toMatchObject([
    { verified: false, message: 'There is nothing to stop at on this line or below' }
  ]);
});

test('enums and decorators move lines; breakpoints do not', async () => {
  const cell = `enum Color {
  Red,
  Green
}

class Car {
  constructor(readonly color: Color) {}
  paint() {
    return Color[this.color];
  }
}
new Car(Color.Green).paint()`;
  await debug.breakpoints(cell, [{ line: 9 }]);
  const run = kernel.execute(cell);
  expect((await debug.stopped()).where).toMatch(/^Car\.paint@Cell \[\d+\]:9$/);
  expect(await debug.scope('Locals')).toEqual({ this: 'Car {color: 1}' });
  await debug.continue();
  expect(result(await run)).toBe("'Green'");
});

test('steps over, into and out of, line by line and across awaits', async () => {
  const cell = `async function slow(x: number) {
  await new Promise(r => setTimeout(r, 1));
  return x;
}
const a = 1;
const b = await slow(a);
const c = a + b;
c`;
  await debug.breakpoints(cell, [{ line: 5 }]);
  const run = kernel.execute(cell);
  await debug.stopped();
  expect(await debug.step('next')).toMatch(/^Cell \[\d+\]@.*:6$/);
  expect(await debug.step('stepIn')).toMatch(/^slow@.*:2$/);
  expect(await debug.step('next')).toMatch(/^slow@.*:3$/);
  expect(await debug.stack()).toEqual([
    expect.stringMatching(/^slow@.*:3$/),
    expect.stringMatching(/\(async\)@.*:6$/)
  ]);
  await debug.step('stepOut');
  expect(await debug.stack()).toEqual([expect.stringMatching(/^Cell \[\d+\]@.*:[67]$/)]);
  await debug.continue();
  expect(result(await run)).toBe('2');
});

test('stepping past the end of a cell lets it end', async () => {
  const cell = 'let end = 1;\nend = 2;';
  await debug.breakpoints(cell, [{ line: 2 }]);
  const run = kernel.execute(cell);
  await debug.stopped();
  await debug.ask('next', { threadId: 1 });
  await run;
  await debug.event('continued');
  expect((await debug.ask('debugInfo')).stoppedThreads).toEqual([]);
});

test('stops in a timer, a generator, and a method', async () => {
  const cell = `class Counter {
  #n = 0;
  get value() { return this.#n; }
  *count() {
    yield ++this.#n;
  }
}
const counter = new Counter();
await new Promise<void>(done => setTimeout(() => {
  [...counter.count()];
  done();
}, 1));`;
  await debug.breakpoints(cell, [{ line: 5 }, { line: 11 }]);
  const run = kernel.execute(cell);
  expect((await debug.stopped()).where).toMatch(/count@Cell \[\d+\]:5$/);
  await debug.continue();
  expect((await debug.stopped()).where).toMatch(/@Cell \[\d+\]:11$/);
  const frameId = (await debug.frames())[0]?.id;
  const { variablesReference } = await debug.ask('evaluate', { expression: 'counter', frameId });
  const { variables } = await debug.ask('variables', { variablesReference });
  expect(variables.map(({ name, value }) => [name, value])).toEqual([
    ['value', '(…)'],
    ['#n', '1'],
    ['[[Prototype]]', expect.any(String)]
  ]);
  expect(await debug.inside(variables[0]?.variablesReference)).toEqual({ value: '1' });
  await debug.continue();
  await run;
});

test('a TypeScript file beside the notebook', async () => {
  const path = `${kernel.folder}/area.ts`;
  const { breakpoints } = await debug.ask('setBreakpoints', { source: { path }, breakpoints: [{ line: 6 }] });
  expect(breakpoints).toMatchObject([{ verified: true, line: 6 }]);
  const run = kernel.execute("import { area } from './area';\narea({ width: 3 })");
  await debug.stopped();
  expect(await debug.stack()).toEqual([
    'area@area.ts:6',
    expect.stringMatching(/^Cell \[\d+\]@Cell \[\d+\]:2$/)
  ]);
  expect(await debug.scope('Locals')).toMatchObject({ box: '{width: 3}', side: '3' });
  expect((await debug.ask('source', { source: { path } })).content).toBe(files['area.ts']);
  expect((await debug.ask('modules')).modules).toContainEqual({ id: path, name: 'area.ts', path });
  await debug.continue();
  expect(result(await run)).toBe('9');
});

test('conditions, hit counts and messages', async () => {
  const cell = 'let seen = 0;\nfor (let i = 0; i < 100; i++) {\n  seen += i;\n}\nseen';
  const stops = async (breakpoint: object): Promise<string> => {
    await debug.breakpoints(cell, [{ line: 3, ...breakpoint }]);
    const run = kernel.execute(cell);
    await debug.stopped();
    const i = await debug.evaluate('i');
    await debug.breakpoints(cell, []);
    await debug.continue();
    await run;
    return i;
  };
  expect(await stops({ condition: '(i as number) === 42' })).toBe('42');
  expect(await stops({ hitCondition: '10' })).toBe('9');
  expect(await stops({ hitCondition: '% 7', condition: 'i > 0' })).toBe('7');
  await debug.breakpoints(cell, [{ line: 3, condition: 'i % 50 === 0', logMessage: 'at {i} of {seen}' }]);
  const run = await kernel.execute(cell);
  expect(printed(run)).toBe('at 0 of 0\nat 50 of 1225\n');
  expect(await debug.breakpoints(cell, [{ line: 3, hitCondition: 'often' }])).toMatchObject([
    { verified: false, message: '"often" is no number of hits: write 5, >= 5, == 5, < 5 or % 5' }
  ]);
  await debug.breakpoints(cell, [{ line: 3, condition: 'nowhere.x' }]);
  expect(printed(await kernel.execute(cell), 'stderr')).toBe(
    'The condition "nowhere.x" of a breakpoint failed: nowhere is not defined\n'
  );
});

test('stops on all exceptions, or on those that nothing of the user catches', async () => {
  const caught = 'try {\n  JSON.parse("{");\n} catch {\n  "caught"\n}';
  const uncaught = 'function fail() {\n  throw new RangeError("too far");\n}\nfail();';
  await debug.ask('setExceptionBreakpoints', { filters: ['uncaught'] });
  expect((await kernel.execute(caught)).reply.content.status).toBe('ok');
  let run = kernel.execute(uncaught);
  expect(await debug.stopped()).toMatchObject({
    reason: 'exception',
    where: expect.stringMatching(/^fail@.*:2$/),
    body: { text: 'RangeError: too far' }
  });
  expect(await debug.scope('Locals')).toMatchObject({ Exception: 'RangeError: too far' });
  await debug.continue();
  expect(traceback(await run)).toContain('RangeError: too far');
  // Thrown by Node, for want of a file.
  run = kernel.execute("import { readFile } from 'node:fs/promises';\nawait readFile('/no/such/file');");
  expect((await debug.stopped()).body.text).toMatch(/^Error: ENOENT/);
  await debug.continue();
  await run;
  await debug.ask('setExceptionBreakpoints', { filters: ['all'] });
  run = kernel.execute(caught);
  expect((await debug.stopped()).where).toMatch(/@Cell \[\d+\]:2$/);
  await debug.continue();
  await run;
});

test('sets variables of the frame, of an object, and of the notebook', async () => {
  const cell =
    'const limit = { n: 1 };\nfunction use(x: number) {\n  let y = x;\n  return y + limit.n;\n}\nuse(1)';
  await debug.breakpoints(cell, [{ line: 4 }]);
  const run = kernel.execute(cell);
  await debug.stopped();
  const set = (variablesReference: number, name: string, value: string) =>
    debug.ask('setVariable', { variablesReference, name, value });
  expect(await set(await debug.scopeNumber('Locals'), 'y', '(x as number) + 4')).toMatchObject({
    value: '5'
  });
  const globals = await debug.scopeNumber('Globals');
  const { variables } = await debug.ask('variables', { variablesReference: globals });
  const limit = variables.find(one => one.name === 'limit')?.variablesReference ?? 0;
  await set(limit, 'n', '10');
  expect(await debug.evaluate('[y, limit.n]')).toBe('(2) [5, 10]');
  await debug.ask('copyToGlobals', {
    srcVariableName: 'y',
    dstVariableName: 'copied',
    srcFrameId: (await debug.frames())[0]?.id
  });
  await debug.continue();
  expect(result(await run)).toBe('15');
  expect(result(await kernel.execute('copied + 1'))).toBe('6');
  expect(result(await kernel.execute('const copied = "again"; copied'))).toBe("'again'");
});

test('the console answers with what a cell would show, and what is in it can be opened', async () => {
  const shown = {
    rows: "[{ name: 'a', n: 1 }, { name: 'b', n: 2 }]",
    deep: '({ one: { two: { three: { four: [1, 2, 3] } } } })',
    sentence: '"it\'s\\na text"',
    add: '(x: number, y: number) => x + y',
    kept: 'Promise.resolve(3)',
    nothing: 'null'
  };
  const all = Object.entries(shown);
  const run = kernel.execute(
    all.map(([name, code]) => `const ${name} = ${code};`).join('\n') + '\ndebugger;'
  );
  await debug.stopped();
  const frameId = (await debug.frames())[0]?.id;
  const ask = (expression: string, context = 'repl') =>
    debug.ask('evaluate', { expression, frameId, context });
  const answers: Record<string, string> = {};
  for (const [name] of all) answers[name] = (await ask(name)).result;
  const rows = await ask('rows');
  expect(await debug.inside(rows.variablesReference)).toMatchObject({ 0: "{name: 'a', n: 1}" });
  expect((await ask('rows', 'hover')).result).toBe('(2) [{…}, {…}]');
  expect((await ask('undefined')).result).toBe('undefined');
  // What shows itself may do so only in a cell.
  const own = `({ [Symbol.for('Jupyter.display')]() { throw new Error('shown') }, n: 1 })`;
  expect((await ask(own)).result).toMatch(/^\{\s*n: 1,/);
  expect((await debug.request('evaluate', { expression: 'await kept', frameId })).message).toMatch(
    /^Nothing can be awaited in the debugger/
  );
  await debug.continue();
  await run;
  for (const [name] of all) expect([name, answers[name]]).toEqual([name, result(await kernel.execute(name))]);
});

test('a big array is opened in ranges, a map by its entries', async () => {
  const cell =
    'const many = Array.from({ length: 25_000 }, (_, i) => i * i);\nconst map = new Map([["a", 1]]);\ndebugger;';
  const run = kernel.execute(cell);
  await debug.stopped();
  const frameId = (await debug.frames())[0]?.id;
  const open = async (expression: string) =>
    (await debug.ask('evaluate', { expression, frameId })).variablesReference;
  const many = await open('many');
  const { variables } = await debug.ask('variables', { variablesReference: many });
  expect(variables.slice(0, 4).map(one => one.name)).toEqual([
    '[0 … 9999]',
    '[10000 … 19999]',
    '[20000 … 24999]',
    'length'
  ]);
  const inner = (await debug.ask('variables', { variablesReference: variables[1]?.variablesReference }))
    .variables;
  expect(inner).toHaveLength(100);
  expect(await debug.inside(inner[3]?.variablesReference)).toMatchObject({ 10300: '106090000' });
  const page = { variablesReference: many, filter: 'indexed', start: 7, count: 2 };
  expect((await debug.ask('variables', page)).variables).toMatchObject([
    { name: '7', value: '49', evaluateName: 'many[7]' },
    { name: '8', value: '64' }
  ]);
  expect(await debug.inside(await open('map'))).toMatchObject({ 0: "'a' → 1", size: '1' });
  await debug.continue();
  await run;
});
