/** The same notebooks in tslab 1.0.22, on its own converter and executor: where we differ, it is meant. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KernelClient, printed, result } from './testing/client.js';
import { notebooks } from './testing/notebooks.js';

jest.setTimeout(120_000);

interface Outcome {
  value?: string;
  printed: string;
  error?: string;
}

let kernel: KernelClient;
let tslab: Record<string, Outcome[]>;

beforeAll(async () => {
  // As tslab does: a cell with type errors does not run.
  [kernel, tslab] = await Promise.all([
    KernelClient.start({ args: ['--type-errors', 'block'] }),
    runInTslab()
  ]);
});

afterAll(() => kernel.close());

async function runInTslab(): Promise<Record<string, Outcome[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'sonde-tslab-'));
  const program = fileURLToPath(new URL('./testing/tslab-oracle.cjs', import.meta.url));
  const child = spawn(process.execPath, [program], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stdin.end(JSON.stringify(Object.values(notebooks).map(one => one.cells)));
  await new Promise(resolve => child.on('close', resolve));
  await rm(folder, { recursive: true });
  const answers = JSON.parse(text) as Outcome[][];
  return Object.fromEntries(Object.keys(notebooks).map((name, index) => [name, answers[index] ?? []]));
}

async function runHere(cells: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const cell of cells) {
    const exchange = await kernel.execute(cell);
    const value = result(exchange) as string | undefined;
    const ename = exchange.reply.content.ename as string | undefined;
    outcomes.push({
      printed: printed(exchange),
      ...(value !== undefined && { value }),
      ...(ename !== undefined && {
        error:
          /^(SyntaxError|TypeScriptError)$/.test(ename) && !cell.includes('SyntaxError') ? 'rejected' : ename
      })
    });
  }
  return outcomes;
}

/** Without what tslab tells of an error, which has other words. */
const plain = (outcomes: Outcome[] | undefined) =>
  outcomes?.map(({ value, printed, error }) => ({
    printed,
    ...(value !== undefined && { value }),
    ...(error !== undefined && { error })
  }));

describe('cells give what they give in tslab', () => {
  const same = Object.entries(notebooks).filter(([, one]) => one.differs === undefined);
  it.each(same)('%s', async (name, { cells }) => {
    expect(await runHere(cells)).toEqual(plain(tslab[name]));
  });
});

describe('cells give something else than in tslab, on purpose', () => {
  const other = Object.entries(notebooks).filter(([, one]) => one.differs !== undefined);
  it.each(other)('%s', async (name, { cells, here }) => {
    const outcomes = await runHere(cells);
    expect(outcomes.at(-1)?.value).toBe(here);
    expect(outcomes).not.toEqual(plain(tslab[name]));
  });
});
