#!/usr/bin/env node
/** The command `sonde`. Each subcommand loads only what it needs. */
import { parseArgs } from 'node:util';
import { SondeError } from '@sonde/schema';
import { catalogueOptions, catalogueUsage, type CatalogueFlags } from './catalogue-usage.js';

const usage = `Usage:
  sonde serve --socket PATH | --port N   run the service behind the JupyterLab panels
  sonde device                           say which engines run on this machine, and why
${catalogueUsage}`;

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { message, hint } = error as { message: string; hint?: string };
  console.error(hint === undefined ? message : `${message}\n${hint}`);
  process.exitCode = 1;
}

async function main(args: string[]): Promise<void> {
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

async function sayDevice(): Promise<void> {
  const { device, show } = await import('@sonde/toolkit');
  await show(await device());
}

async function sayCatalogue(words: string[], flags: CatalogueFlags): Promise<void> {
  const { catalogueCommand } = await import('./catalogue-command.js');
  process.exitCode = await catalogueCommand(words, flags);
}
