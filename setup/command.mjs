// Runs a command quietly: its output goes to a log file, and into the failure's sentence when it fails.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { explain, SetupFailure } from './failure.mjs';

/**
 * @param {string} what the step in the infinitive, for the failure's sentence
 * @param {string[]} argv program and arguments
 * @param {{ cwd: string, log: string, env?: Record<string, string>, say?: (line: string) => void }} options
 * @returns {Promise<string>} all that it printed
 */
export function command(what, [program, ...args], { cwd, log, env = {}, say }) {
  mkdirSync(dirname(log), { recursive: true });
  return new Promise((resolve, reject) => {
    const file = createWriteStream(log);
    file.on('error', error => reject(explain(what, String(error), log)));
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', chunk => {
        output += chunk;
        file.write(chunk);
        if (say) for (const line of chunk.split('\n')) if (line.trim()) say(line);
      });
    }
    child.on('error', error => {
      reject(
        error.code === 'ENOENT'
          ? new SetupFailure(`Cannot ${what}: the command "${program}" is not there`, `Install ${program}`)
          : explain(what, String(error), log)
      );
    });
    child.on('close', code => {
      file.end();
      if (code === 0) resolve(output);
      else reject(explain(what, output || `exit code ${code}`, log));
    });
  });
}
