// One check of `npm test`: a command, and how many passed and failed in it.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './setup.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} argv
 * @property {() => string | undefined} [needs] what is missing for it
 * @property {(code: number, output: string) => Counts} [count]
 * @property {() => Pick<Check, 'argv' | 'count'> | undefined} [again] runs what has failed once more
 */

/**
 * With `ci`, what cannot run has failed: a check that skips itself there proves nothing. And what failed there is run once
 * more, by itself: a machine that others use, too, can leave a browser or an engine without time. That it failed at first
 * is told, not forgotten.
 *
 * @param {Check} check
 * @returns {Promise<Counts & { unsteady?: number }>} `unsteady`: those that passed at the second try only
 */
export async function runCheck(check, { ci }) {
  const { name, needs, again } = check;
  const begun = Date.now();
  console.log(`\n── ${name}`);
  const missing = needs?.();
  if (missing) {
    console.log(`${ci ? 'Failed' : 'Skipped'}: ${missing}`);
    return { passed: 0, failed: ci ? 1 : 0, skipped: ci ? 0 : 1 };
  }
  let counts = await countRun(check, ci);
  const second = ci && counts.failed > 0 ? again?.() : undefined;
  if (second) {
    console.log(`\n── ${name}: what failed, once more`);
    const after = await countRun(second, ci);
    counts = { ...after, unsteady: Math.max(0, counts.failed - after.failed) };
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const { passed, failed, unsteady } = counts;
  const some = unsteady ? `, ${unsteady} of them at the second try` : '';
  console.log(`── ${name}: ${passed} passed${some}, ${failed} failed (${seconds} s)`);
  return counts;
}

async function countRun({ argv, count = countExit }, ci) {
  const { code, output } = await run(argv);
  const counts = { ...count(code, output) };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (ci && counts.skipped > 0) {
    console.log(`${counts.skipped} skipped, which is a failure in CI`);
    counts.failed += counts.skipped;
    counts.skipped = 0;
  }
  return counts;
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

/** A check that is run whole when it is run again. */
export function whole(check) {
  return { ...check, again: () => check };
}

/**
 * A check that is jest; of what failed, the files are run again.
 *
 * @param {string} name
 * @param {string[]} projects of jest.config.mjs
 * @param {{ pattern?: string, needs?: Check['needs'] }} [options] `pattern`: of the paths of its files
 * @returns {Check}
 */
export function jest(name, projects, { pattern, needs } = {}) {
  const log = join(root, '.setup/logs', `jest-${name.replace(/\W+/g, '-')}`);
  const argv = (report, ...more) => [
    process.execPath,
    ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
    ...['--silent=false', '--json', `--outputFile=${report}`, '--selectProjects', ...projects, ...more]
  ];
  const filesOf = report => JSON.parse(readFileSync(report, 'utf8')).testResults;
  const [first, second] = [`${log}.json`, `${log}-again.json`];
  return {
    name,
    needs,
    argv: argv(first, ...(pattern ? ['--testPathPatterns', pattern] : [])),
    count: () => tally(filesOf(first)),
    again() {
      const all = filesOf(first);
      const failed = all.filter(file => file.status !== 'passed');
      // All passed, and jest itself did not end well.
      if (failed.length === 0) return undefined;
      for (const title of failed.flatMap(titlesOfFailed)) console.log(title);
      const { passed } = tally(all.filter(file => !failed.includes(file)));
      return {
        argv: argv(second, '--runTestsByPath', ...failed.map(file => file.name)),
        count: () => {
          const counts = tally(filesOf(second));
          return { ...counts, passed: passed + counts.passed };
        }
      };
    }
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

function titlesOfFailed({ name, assertionResults }) {
  const failed = assertionResults.filter(one => one.status === 'failed').map(one => one.fullName);
  return (failed.length > 0 ? failed : ['does not run']).map(title => `${relative(root, name)}: ${title}`);
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
