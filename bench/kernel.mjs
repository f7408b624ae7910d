// The kernel beside tslab and ipykernel: a raw ZeroMQ client starts each in turn, order rotated every round.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, row } from './rows.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = join(root, '.setup/venv/bin/python');

/** Metric of the client, its name for people, unit, and the goal against each peer. */
const metrics = [
  { key: 'cold_ms', metric: 'cold start to kernel_info_reply', unit: 'ms' },
  { key: 'one_idle_ms', metric: '1+1 to idle', unit: 'ms' },
  { key: 'typed_idle_ms', metric: 'typed 30-line cell to idle', unit: 'ms' },
  { key: 'complete_changed_ms', metric: 'completion in a changed cell', unit: 'ms' },
  { key: 'lines_ms', metric: '100,000 console.log lines to idle', unit: 'ms' },
  { key: 'lines_share', metric: 'share of those lines delivered by idle', unit: '' },
  { key: 'interrupt_ms', metric: 'interrupt of while(true){}', unit: 'ms' },
  { key: 'pss_mb', metric: 'memory after the first cell (PSS)', unit: 'MB' }
];

export async function run({ rounds, cache, say }) {
  const tslab = installTslab(cache, say);
  const folder = mkdtempSync(join(tmpdir(), 'sonde-bench-kernel-'));
  try {
    const kernels = {
      sonde: { argv: kernelArgv(), language: 'ts', interrupt: 'message' },
      tslab: {
        argv: [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}'],
        language: 'ts',
        interrupt: 'signal'
      },
      ipykernel: {
        argv: [python, '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
        language: 'py',
        interrupt: 'signal'
      }
    };
    const [spec, out] = [join(folder, 'kernels.json'), join(folder, 'out.json')];
    writeFileSync(spec, JSON.stringify(kernels));
    say(`${rounds} rounds of ${Object.keys(kernels).join(', ')}`);
    const client = join(root, 'bench/peers/kernel_bench.py');
    execFileSync(python, [client, '--kernels', spec, '--rounds', String(rounds), '--out', out], {
      stdio: ['ignore', 'inherit', 'inherit']
    });
    return { rows: rowsOf(JSON.parse(readFileSync(out, 'utf8'))) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As Jupyter starts it: the kernelspec that the set-up wrote. */
function kernelArgv() {
  const spec = join(root, '.setup/venv/share/jupyter/kernels/sonde/kernel.json');
  if (!existsSync(spec))
    throw new Error('Cannot measure the kernel: it is not installed (run npm run setup first)');
  return JSON.parse(readFileSync(spec, 'utf8')).argv;
}

function rowsOf(samples) {
  const of = (kernel, key) => median(samples[kernel].flatMap(sample => sample[key] ?? []));
  return metrics.flatMap(({ key, metric, unit }) =>
    ['tslab', 'ipykernel'].flatMap(peerName => {
      const [ours, peer] = [of('sonde', key), of(peerName, key)];
      return ours === undefined || peer === undefined ? [] : [row({ metric, unit, ours, peer, peerName })];
    })
  );
}

function installTslab(cache, say) {
  const folder = join(cache, 'tslab-1.0.22');
  const bin = join(folder, 'node_modules/tslab/bin/tslab');
  if (!existsSync(bin)) {
    say('installing tslab 1.0.22');
    mkdirSync(folder, { recursive: true });
    // tslab finds @types/node only beside itself, see its getTypeRoots.
    const argv = ['install', '--prefix', folder, '--ignore-scripts', 'tslab@1.0.22', '@types/node@20'];
    execFileSync('npm', argv, { cwd: folder, stdio: 'ignore' });
  }
  return bin;
}
