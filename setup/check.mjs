// One check of `npm test`: a command, and how many passed and failed in it.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './setup.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} argv
 * @property {() => string | undefined} [needs] what is missing for it
 * @property {(code: number, output: string) => Counts} [count]
 * @property {(output: string) => string[]} [failures] what has failed, by name, and why
 */

/**
 * With `ci`, what cannot run has failed: a check that skips itself there proves nothing.
 *
 * @param {Check} check
 * @returns {Promise<Counts & { failures: string[] }>}
 */
export async function runCheck({ name, needs, argv, count = countExit, failures = markedLines }, { ci }) {
  const begun = Date.now();
  console.log(`\n── ${name}`);
  const missing = needs?.();
  if (missing) {
    console.log(`${ci ? 'Failed' : 'Skipped'}: ${missing}`);
    return { passed: 0, failed: ci ? 1 : 0, skipped: ci ? 0 : 1, failures: ci ? [missing] : [] };
  }
  const { code, output } = await run(argv);
  const counts = { ...count(code, output) };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (ci && counts.skipped > 0) {
    console.log(`${counts.skipped} skipped, which is a failure in CI`);
    counts.failed += counts.skipped;
    counts.skipped = 0;
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`── ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  return { ...counts, failures: counts.failed > 0 ? failures(output) : [] };
}

function run([program, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', chunk => {
        output += chunk;
        process.stdout.write(chunk);
      });
    }
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

function countExit(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** What our stories mark as failed, and unittest, each with the lines below it. */
function markedLines(output) {
  return [...output.matchAll(/^(?:✗|FAIL:|ERROR:) .+(?:\n(?!✗|✓|- |=).+)*/gm)].map(([block]) => {
    const [title, ...reason] = block.split('\n');
    return withReason(title.replace(/^\S+ /, ''), reason);
  });
}

/** A name, and below it the begin and the end of why: what was wanted comes first, where it was comes last. */
function withReason(title, reason) {
  const lines = stripVTControlCharacters(reason.join('\n'))
    .split('\n')
    .map(line => line.trimEnd())
    .filter(Boolean);
  const told = lines.length > 14 ? [...lines.slice(0, 8), '…', ...lines.slice(-5)] : lines;
  return [title, ...told.map(line => `    ${line.slice(0, 300)}`)].join('\n  ');
}

/**
 * A check that is jest.
 *
 * @param {string} name
 * @param {string[]} projects of jest.config.mjs
 * @param {{ pattern?: string, needs?: Check['needs'] }} [options] `pattern`: of the paths of its files
 * @returns {Check}
 */
export function jest(name, projects, { pattern, needs } = {}) {
  const report = join(root, '.setup/logs', `jest-${name.replace(/\W+/g, '-')}.json`);
  const files = () => JSON.parse(readFileSync(report, 'utf8')).testResults;
  return {
    name,
    needs,
    argv: [
      process.execPath,
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
      ...['--silent=false', '--json', `--outputFile=${report}`, '--selectProjects', ...projects],
      ...(pattern ? ['--testPathPatterns', pattern] : [])
    ],
    count: () => tally(files()),
    failures: () =>
      files()
        .filter(file => file.status !== 'passed')
        .flatMap(failedIn)
  };
}

function tally(files) {
  const of = (file, ...states) => file.assertionResults.filter(one => states.includes(one.status)).length;
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of files) {
    const failed = of(file, 'failed');
    counts.passed += of(file, 'passed');
    counts.skipped += of(file, 'pending', 'skipped', 'todo', 'disabled');
    // A file that cannot be run has no tests that fail.
    counts.failed += file.status === 'passed' ? failed : Math.max(1, failed);
  }
  return counts;
}

function failedIn({ name, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter(one => one.status === 'failed');
  if (failed.length === 0) return [withReason(`${file}: does not run`, [message ?? ''])];
  return failed.map(one => withReason(`${file}: ${one.fullName}`, one.failureMessages ?? []));
}

/** The last line `N passed, N failed` of our own runners. */
export function countLine(_code, output) {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)];
  const [, passed = 0, failed = 1, skipped = 0] = lines.at(-1) ?? [];
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

export function countUnittest(_code, output) {
  const of = word => Number(new RegExp(`${word}=(\\d+)`).exec(output)?.[1] ?? 0);
  const ran = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
  const failed = of('failures') + of('errors');
  return { passed: ran - failed - of('skipped'), failed: ran === 0 ? 1 : failed, skipped: of('skipped') };
}
