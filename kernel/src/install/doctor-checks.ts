/** What the doctor looks at. Each check says what it found, and what helps where something is wrong. */
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as ZeroMq from 'zeromq';
import { activePrefix, ask } from './active-prefix.js';
import { findKernelspecs, programOf, type FoundKernelspec, type Kernelspec } from './found-kernelspecs.js';
import { dataDirs, thisMachine } from './jupyter-paths.js';

export interface Finding {
  check: string;
  ok: boolean;
  text: string;
  remedy?: string;
}

export const reinstall = 'Install the packages again, for this platform: npm install @sonde/kernel';

export function checkNode(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return {
    check: 'node',
    ok,
    text: `Node.js ${version} at ${process.execPath}`,
    ...(!ok && { remedy: 'The kernel wants Node.js 20.19, 22.12 or newer: https://nodejs.org/en/download' })
  };
}

export async function checkSockets(): Promise<Finding> {
  try {
    const zmq = createRequire(import.meta.url)('zeromq') as typeof ZeroMq;
    const socket = new zmq.Router({ linger: 0 });
    await socket.bind('tcp://127.0.0.1:*');
    const where = socket.lastEndpoint;
    socket.close();
    return { check: 'zeromq', ok: true, text: `ZeroMQ ${zmq.version} can listen (it did on ${where})` };
  } catch (error) {
    return failed('zeromq', 'ZeroMQ cannot be used', error, reinstall);
  }
}

export async function checkParser(): Promise<Finding> {
  try {
    const { parseSync } = await import('oxc-parser');
    const { transformSync } = await import('oxc-transform');
    const { errors } = parseSync('cell.ts', 'const one: number = 1;');
    const { code } = transformSync('cell.ts', 'enum E { A }');
    if (errors.length > 0 || !code.includes('E')) throw new Error('It does not understand TypeScript');
    return { check: 'oxc', ok: true, text: 'The parser of cells (oxc) reads TypeScript' };
  } catch (error) {
    return failed('oxc', 'The parser of cells (oxc) cannot be used', error, reinstall);
  }
}

export async function checkLanguageServer(): Promise<Finding> {
  const check = 'language-server';
  const folder = await mkdtemp(join(tmpdir(), 'sonde-doctor-'));
  try {
    const { startTypeScript7 } = await import('../types/typescript7.js');
    const started = performance.now();
    const checker = await startTypeScript7({
      directory: folder,
      provide: {},
      types: [],
      language: 'typescript'
    });
    await checker.close();
    const took = Math.round(performance.now() - started);
    return { check, ok: true, text: `TypeScript's language server starts (in ${took} ms)` };
  } catch (error) {
    return failed(
      check,
      "TypeScript's language server does not start: cells run, but without types",
      error,
      reinstall
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The folders where Jupyter looks: as it says itself, else as we know it. */
export async function checkJupyter(): Promise<{ finding: Finding; folders: string[] }> {
  const prefix = await activePrefix().catch(() => undefined);
  try {
    const paths = JSON.parse(await ask('jupyter', ['--paths', '--json'])) as { data: string[] };
    const versions = new Map(
      (await ask('jupyter', ['--version']))
        .split('\n')
        .map(line => line.split(':').map(part => part.trim()))
        .filter(([, version]) => version && version !== 'not installed')
        .map(([name = '', version = '']) => [name, version])
    );
    const shown = ['jupyterlab', 'notebook', 'jupyter_client'].filter(name => versions.has(name));
    const usable = versions.has('jupyterlab') || versions.has('notebook');
    return {
      folders: paths.data,
      finding: {
        check: 'jupyter',
        ok: usable,
        text: `Jupyter: ${shown.map(name => `${name} ${versions.get(name)}`).join(', ') || 'no part of it known to us'}`,
        ...(!usable && {
          remedy: 'Neither JupyterLab nor Notebook is installed beside it: pip install jupyterlab'
        })
      }
    };
  } catch (error) {
    return {
      folders: dataDirs(thisMachine(), prefix),
      finding: failed(
        'jupyter',
        'Jupyter does not answer on the PATH',
        error,
        'Activate the environment that it is installed in, or install it: pip install jupyterlab'
      )
    };
  }
}

/** Every kernelspec of ours, and whether what it starts is there. */
export async function checkKernelspecs(
  folders: readonly string[],
  program: string
): Promise<{ findings: Finding[]; sound: FoundKernelspec[] }> {
  const found = await findKernelspecs(folders);
  if (found.length === 0) {
    const text = `Jupyter has no kernel of Sonde's in ${folders.map(short).join(', ')}`;
    return { sound: [], findings: [{ check: 'kernelspec', ok: false, text, remedy: `${program} install` }] };
  }
  const findings: Finding[] = [];
  const sound: FoundKernelspec[] = [];
  const names = new Set<string>();
  for (const one of found) {
    const missing = await missingOf(one.spec ?? {});
    const hidden = names.has(one.name) ? '; another of this name comes before it' : '';
    names.add(one.name);
    const ok = missing.length === 0;
    if (ok && hidden === '') sound.push(one);
    findings.push({
      check: 'kernelspec',
      ok,
      text: `"${one.spec?.display_name ?? one.name}" in ${short(one.folder)}${hidden}${ok ? '' : `; it starts what is not there: ${missing.join(', ')}`}`,
      ...(!ok && {
        remedy: `Install it again (${program} install), or remove it: jupyter kernelspec remove ${one.name}`
      })
    });
  }
  return { findings, sound };
}

/** Starts the kernel as Jupyter would, and has it reckon. */
export async function checkStart({ name, spec }: FoundKernelspec): Promise<Finding> {
  const check = 'start';
  const directory = await mkdtemp(join(tmpdir(), 'sonde-doctor-'));
  try {
    const { KernelProcess } = await import('../headless/kernel-process.js');
    const started = performance.now();
    let result: unknown;
    const kernel = await KernelProcess.start({
      directory,
      argv: spec?.argv ?? [],
      env: spec?.env ?? {},
      log: 'ignore',
      published: ({ header, content }) => {
        if (header.msg_type === 'execute_result')
          result = (content.data as Record<string, unknown>)['text/plain'];
      }
    });
    try {
      const reply = await kernel.execute('1 + 1', () => undefined);
      if (reply.status !== 'ok' || result !== '2')
        throw new Error(reply.evalue ?? `It says that 1 + 1 is ${String(result)}`);
    } finally {
      await kernel.close();
    }
    const took = Math.round(performance.now() - started);
    return { check, ok: true, text: `The kernel "${name}" starts and reckons 1 + 1 = 2 (in ${took} ms)` };
  } catch (error) {
    const argv = (spec?.argv ?? []).join(' ');
    return failed(
      check,
      `The kernel "${name}" does not work`,
      error,
      `See what it says: ${argv.replace('{connection_file}', 'missing.json')}`
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function missingOf(spec: Partial<Kernelspec>): Promise<string[]> {
  const node = spec.argv?.[0] ?? 'argv';
  const main = programOf(spec) ?? 'argv with {connection_file}';
  const missing: string[] = [];
  // A bare "node" is looked for on the PATH of whoever starts it.
  if (/[\\/]/.test(node) && !(await reachable(node, constants.X_OK))) missing.push(node);
  if (!(await reachable(main, constants.R_OK))) missing.push(main);
  return missing;
}

async function reachable(file: string, mode: number): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false
  );
}

function failed(check: string, what: string, error: unknown, remedy: string): Finding {
  const [sentence = ''] = (error as Error).message.split('\n');
  return { check, ok: false, text: `${what}: ${sentence}`, remedy };
}

function short(path: string): string {
  const home = homedir();
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
