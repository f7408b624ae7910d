/** The console of cells, through the real kernel. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KernelClient, printed } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});

afterAll(() => kernel.close());

describe('the console', () => {
  it('says an empty line where it is given nothing, as Node does', async () => {
    const said = await kernel.execute(
      'console.log(); console.info(); console.debug(); console.dirxml(); console.error(); console.warn(); console.log(undefined); (console as any).dir(); (console as any).table()'
    );
    expect(printed(said)).toBe('\n\n\n\nundefined\nundefined\nundefined\n');
    expect(printed(said, 'stderr')).toBe('\n\n');
  });

  it('indents all that is said in a group', async () => {
    const said = await kernel.execute(
      `console.group('G'); console.dir({ a: { b: 1 } }, { depth: 0 }); console.dirxml([1]); console.table([{ a: 1, b: '漢字' }, { a: 2 }], ['b']); console.count(); console.groupEnd(); console.log('out')`
    );
    expect(printed(said).split('\n')).toEqual([
      'G',
      '  { a: [Object] }',
      '  [ 1 ]',
      '  ┌─────────┬────────┐',
      '  │ (index) │ b      │',
      '  ├─────────┼────────┤',
      "  │ 0       │ '漢字' │",
      '  │ 1       │        │',
      '  └─────────┴────────┘',
      '  default: 1',
      'out',
      ''
    ]);
  });

  it('traces to the lines of cells, in order', async () => {
    const traced = await kernel.execute(
      'import { sep } from "node:path";\nfunction outer() {\n  console.trace("at %d", 1);\n}\nconsole.error("before"); outer(); console.error("after")'
    );
    const text = printed(traced, 'stderr');
    expect(text).toMatch(/^before\nTrace: at 1\n {4}at outer \(Cell \[\d+\] line 3 column 11\)\n/);
    expect(text).toMatch(/at Cell \[\d+\] line 5 column 26\nafter\n$/);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('node:internal');
  });

  it('prints errors with their places in the cells', async () => {
    const said = await kernel.execute(
      'enum Kind { A }\nbelow();\nfunction below() {\n  console.log({ error: new Error("logged") }, new Error("s").stack);\n}'
    );
    expect(
      printed(said)
        .replace(/\[\d+\]/g, '[n]')
        .split('\n')
    ).toEqual([
      '{',
      '  error: Error: logged',
      '      at below (Cell [n] line 4 column 24)',
      '      at Cell [n] line 2 column 1',
      '} Error: s',
      '    at below (Cell [n] line 4 column 47)',
      '    at Cell [n] line 2 column 1',
      ''
    ]);
  });

  it('shows a huge object with dir as with log', async () => {
    const huge = 'Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i, i]))';
    expect(printed(await kernel.execute(`console.dir(${huge})`))).toBe(
      printed(await kernel.execute(`console.log(${huge})`))
    );
  });

  it('limits single huge values and says how to get them all', async () => {
    const huge = await kernel.execute(
      'console.log(Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i, i]))); console.log("y".repeat(10e6 + 5)); console.table(Array.from({ length: 1002 }, (_, i) => ({ i })))'
    );
    const text = printed(huge);
    expect(text).toContain('… 99,900 more keys');
    expect(text).toContain('… 5 more characters. process.stdout.write(text) prints all of them.');
    expect(text).toContain('… 2 more rows. display.table(value)');
  });
});
