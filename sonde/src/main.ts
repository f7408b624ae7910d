#!/usr/bin/env node
/** The command `sonde`. Each subcommand loads only what it needs. */
import { parseArgs } from 'node:util';
import { SondeError, printable } from '@sonde/schema';
import { catalogueOptions, catalogueUsage, type CatalogueFlags } from './catalogue-usage.js';
import { imageUsage } from './image-usage.js';
import { jobUsage } from './job/job-usage.js';

const usage = `Usage:
  sonde serve --socket PATH | --port N   run the service behind the JupyterLab panels
  sonde kernel install | uninstall | doctor
                                         tell JupyterLab of the kernel; \`sonde kernel --help\` has more
  sonde device                           say which engines run on this machine, and why
${catalogueUsage}
${jobUsage}
${imageUsage}

Exit codes: 0 when it worked, 1 when it did not, 2 when it was called in a wrong way.`;

// Who reads us may have read enough, as in `sonde job logs ID | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') console.error(`Cannot write: ${error.message}`);
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { code, message, hint } = error as Partial<SondeError>;
  // It may quote a card or a server.
  console.error(printable(hint === undefined ? String(message) : `${message}\n${hint}`));
  process.exitCode = code === 'usage' ? 2 : 1;
}

async function main(args: string[]): Promise<void> {
  if (args[0] === 'job' || args[0] === 'schedule') return jobs(args[0], args.slice(1));
  if (args[0] === 'run') return jobs('job', ['run', 'notebook', '--watch', ...args.slice(1)]);
  if (args[0] === 'image' && !args.includes('--help')) {
    process.exitCode = await (await import('./image-command.js')).imageCommand(args.slice(1));
    return;
  }
  if (args[0] === 'kernel') {
    process.exitCode = await (await import('./kernel-command.js')).runKernelCommand(args.slice(1));
    return;
  }
  const { values, positionals } = readArgs(args);
  const [command, ...rest] = positionals;
  if (command === 'serve') await serve(values);
  else if (command === 'device') await sayDevice();
  else if (command === 'catalogue' && !values.help) await sayCatalogue(rest, values);
  else if (command === undefined || values.help) console.log(usage);
  else throw new SondeError('usage', `There is no command "sonde ${command}"`, { hint: usage });
}

function readArgs(args: string[]) {
  try {
    const options = {
      socket: { type: 'string' },
      port: { type: 'string' },
      help: { type: 'boolean' },
      ...catalogueOptions
    } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    throw new SondeError('usage', (cause as Error).message, { hint: usage, cause });
  }
}

async function serve({ socket, port }: { socket?: string; port?: string }): Promise<void> {
  if ((socket === undefined) === (port === undefined)) {
    throw new SondeError('usage', 'Cannot serve: give either --socket PATH or --port N', { hint: usage });
  }
  if (port !== undefined && !/^\d{1,5}$/.test(port)) {
    throw new SondeError('usage', `Cannot serve on port "${port}": a number from 0 to 65535 was wanted`);
  }
  const { runService } = await import('@sonde/service');
  await runService({ socket, ...(port !== undefined && { port: Number(port) }) });
}

/** These have flags of their own, and words behind `--` that are not ours to read. */
async function jobs(command: 'job' | 'schedule', args: string[]): Promise<void> {
  const end = args.indexOf('--');
  if ((end === -1 ? args : args.slice(0, end)).includes('--help')) return console.log(usage);
  if (command === 'job') {
    process.exitCode = await (await import('./job/job-command.js')).jobCommand(args);
  } else {
    process.exitCode = await (await import('./job/schedule-command.js')).scheduleCommand(args);
  }
}

async function sayDevice(): Promise<void> {
  const { device, show } = await import('@sonde/toolkit');
  await show(await device());
}

async function sayCatalogue(words: string[], flags: CatalogueFlags): Promise<void> {
  const { catalogueCommand } = await import('./catalogue-command.js');
  process.exitCode = await catalogueCommand(words, flags);
}
