import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countLine, countUnittest, runCheck } from './check.mjs';

let folder;
let said = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-check-'));
  said = '';
  jest.spyOn(console, 'log').mockImplementation(text => void (said += `${text}\n`));
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Runs a program, given as text, which finds the folder in `process.argv[1]`. */
const running = program => ({
  name: 'a check',
  argv: [process.execPath, '-e', program, folder],
  count: countLine
});

describe('a check', () => {
  it('that fails says what, and why', async () => {
    const story = running(
      `console.log('✓ one\\n✗ it steps\\nError: no\\n- not reached\\n\\n1 passed, 1 failed'); process.exitCode = 1`
    );
    expect(await runCheck(story, { ci: true })).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      failures: ['it steps\n      Error: no']
    });
    expect(said).toContain('a check: 1 passed, 1 failed');
    const unittest = running(
      `console.log('FAIL: test_it (a.b)\\n-----\\nTraceback\\n  at 1\\nAssertionError: 2 != 3\\n\\nRan 2 tests in 1s\\n\\nFAILED (failures=1)')`
    );
    expect(await runCheck({ ...unittest, count: countUnittest }, { ci: true })).toMatchObject({
      passed: 1,
      failed: 1,
      failures: [expect.stringMatching(/^test_it \(a\.b\)\n[^]*AssertionError: 2 != 3$/)]
    });
  });

  it('tells the begin and the end of a long reason', async () => {
    const long = running(
      `console.log('✗ it steps\\n' + Array.from({ length: 40 }, (_, n) => 'line ' + n).join('\\n') + '\\n\\n0 passed, 1 failed')`
    );
    const { failures } = await runCheck(long, { ci: true });
    expect(failures[0].split('\n').map(line => line.trim())).toEqual([
      'it steps',
      ...Array.from({ length: 8 }, (_, n) => `line ${n}`),
      '…',
      ...['line 35', 'line 36', 'line 37', 'line 38', 'line 39']
    ]);
  });

  it('that passes and ends badly has failed', async () => {
    const check = running(`console.log('2 passed, 0 failed'); process.exitCode = 3`);
    expect(await runCheck(check, { ci: false })).toMatchObject({ passed: 2, failed: 1, skipped: 0 });
  });

  it('that skips something has failed in CI only', async () => {
    const check = running(`console.log('2 passed, 0 failed, 1 skipped')`);
    expect(await runCheck(check, { ci: true })).toMatchObject({ passed: 2, failed: 1, skipped: 0 });
    expect(await runCheck(check, { ci: false })).toMatchObject({ passed: 2, failed: 0, skipped: 1 });
  });

  it('that lacks something says what, and runs nothing', async () => {
    writeFileSync(join(folder, 'not run'), '');
    const check = {
      ...running(`require('node:fs').rmSync(process.argv[1] + '/not run')`),
      needs: () => 'there is no engine'
    };
    expect(await runCheck(check, { ci: true })).toMatchObject({
      failed: 1,
      failures: ['there is no engine']
    });
    expect(await runCheck(check, { ci: false })).toMatchObject({ failed: 0, skipped: 1 });
    expect(said).toContain('Skipped: there is no engine');
    expect(existsSync(join(folder, 'not run'))).toBe(true);
  });
});

describe('what was counted', () => {
  it('of our own runners is in their last line', () => {
    expect(countLine(0, '1 passed, 2 failed\nmore\n4 passed, 0 failed, 2 skipped\n')).toEqual({
      passed: 4,
      failed: 0,
      skipped: 2
    });
    expect(countLine(1, 'nothing')).toMatchObject({ failed: 1 });
  });

  it('of unittest is in its end', () => {
    const end = 'Ran 20 tests in 12.8s\n\nFAILED (failures=1, errors=2, skipped=3)\n';
    expect(countUnittest(1, end)).toEqual({ passed: 14, failed: 3, skipped: 3 });
    expect(countUnittest(1, '')).toMatchObject({ failed: 1 });
  });
});
