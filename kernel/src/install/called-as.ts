/** How the command was called, so that what is recommended can be typed. */
import { basename } from 'node:path';
import { isTemporary } from './lasting.js';

/** What runs a package that is not installed, by the name that it gives itself. */
const runners: Readonly<Record<string, string>> = {
  npm: 'npx',
  pnpm: 'pnpm dlx',
  yarn: 'yarn dlx',
  bun: 'bunx'
};

/** `file`: the program, as Node was given it (`process.argv[1]`): for a command on the PATH, the link to it. */
export function calledAs(file: string, env: Readonly<NodeJS.ProcessEnv> = process.env): string {
  if (!isCommandFile(file)) return `node ${/\s/.test(file) ? `"${file}"` : file}`;
  // npx also runs what a project has installed, where it is no command on the PATH.
  if (!isTemporary(file) && env.npm_command !== 'exec') return 'sonde-kernel';
  const [, runner = 'npm'] = /^(\w+)\//.exec(env.npm_config_user_agent ?? '') ?? [];
  return `${runners[runner] ?? 'npx'} @sonde/kernel`;
}

/** Windows has no links, nor does pnpm make any: a script of theirs starts the file in the package. */
function isCommandFile(file: string): boolean {
  const name = basename(file.replaceAll('\\', '/'));
  return name === 'sonde-kernel' || (name === 'sonde-kernel.mjs' && /[\\/]node_modules[\\/]/.test(file));
}
