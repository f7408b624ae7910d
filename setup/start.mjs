// `npm start`: sets up what is missing, then opens JupyterLab on the first notebook.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupFailure } from './failure.mjs';
import { inVenv } from './python.mjs';
import { fail, root, setUp } from './setup.mjs';

const firstNotebook = 'examples/01-first-prediction.ipynb';

const usage = `npm start -- [options]

  --port N       listen on this port of the loopback address (default: 8888, or the next free one)
  --no-browser   do not open a browser; the address, with its token, is printed
  --help         this text`;

async function start() {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return;
  }
  console.log('Sonde: setting up what is new');
  const port = options.port === undefined ? await freePort(8888) : await portOrFailure(options.port);
  const steps = await setUp();
  const log = join(root, '.setup/logs/jupyter.log');
  const lab = startLab({ port, browser: !options['no-browser'], log });
  const url = await ready(lab, port, log);
  console.log(
    `\nJupyterLab is ready after ${steps.elapsed}:\n\n    ${url}\n\nCtrl+C stops it. Its log is .setup/logs/jupyter.log.`
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => lab.kill('SIGTERM'));
  lab.on('exit', code => process.exit(code ?? 0));
}

function readOptions() {
  const spec = { port: { type: 'string' }, 'no-browser': { type: 'boolean' }, help: { type: 'boolean' } };
  try {
    return parseArgs({ options: spec }).values;
  } catch (error) {
    throw new SetupFailure(error.message.split('. ')[0], `The options are:\n\n${usage}\n`);
  }
}

async function portOrFailure(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new SetupFailure(
      `Cannot use port "${text}": a number from 1 to 65535 is wanted`,
      'npm start -- --port 8890'
    );
  }
  if (await isFree(port)) return port;
  throw new SetupFailure(
    `Cannot use port ${port}: another program listens there`,
    'Choose another one (npm start -- --port N), or leave --port out to get the next free one'
  );
}

async function freePort(from) {
  for (let port = from; port < from + 50; port++) if (await isFree(port)) return port;
  throw new SetupFailure(
    `Cannot find a free port from ${from} to ${from + 49}`,
    'Name one: npm start -- --port N'
  );
}

function isFree(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function startLab({ port, browser, log }) {
  const args = [
    `--ServerApp.root_dir=${root}`,
    `--ServerApp.default_url=/lab/tree/${firstNotebook}`,
    `--LabApp.default_url=/lab/tree/${firstNotebook}`,
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0'
  ];
  if (!browser) args.push('--no-browser');
  if (process.getuid?.() === 0) args.push('--allow-root');
  const out = openSync(log, 'w');
  const lab = spawn(inVenv(root, 'jupyter-lab'), args, { cwd: root, stdio: ['ignore', out, out] });
  closeSync(out);
  return lab;
}

/** Waits until the server answers; its address, token included, is in its log. */
async function ready(lab, port, log) {
  let ended = false;
  lab.on('exit', () => (ended = true));
  lab.on('error', () => (ended = true));
  const deadline = Date.now() + 60_000;
  while (!ended && Date.now() < deadline) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*token=\S+/.exec(readFileSync(log, 'utf8'))?.[0];
    if (url && (await answers(port))) return url;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  lab.kill('SIGTERM');
  const last = readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n    ');
  throw new SetupFailure(
    `JupyterLab did not start. Its last words were:\n    ${last}`,
    `The whole log is ${log}`
  );
}

async function answers(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api`)).ok;
  } catch (error) {
    if (error.cause?.code === 'ECONNREFUSED') return false;
    throw error;
  }
}

start().catch(fail);
