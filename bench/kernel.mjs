// The kernel beside tslab, Deno, ijavascript and ipykernel: a raw ZeroMQ client starts each in turn, order rotated every round.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelPeers } from './kernel-peers.mjs';
import { median, row } from './rows.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = join(root, '.setup/venv/bin/python');

/** Key of the client's sample, its name for people, unit, and the goals by peer: bounds of ours/peer. */
const metrics = [
  {
    key: 'cold_ms',
    metric: 'cold start to kernel_info_reply',
    unit: 'ms',
    goals: { Deno: 1, ijavascript: 1 }
  },
  {
    key: 'first_ms',
    metric: 'cold start to the reply of the first cell',
    unit: 'ms',
    goals: { Deno: 1, ijavascript: 1 }
  },
  { key: 'one_idle_ms', metric: '1+1 to idle', unit: 'ms', goals: { Deno: 1.2 } },
  { key: 'typed_idle_ms', metric: 'typed 30-line cell, a new one, to idle', unit: 'ms', goals: {} },
  {
    key: 'typed_again_idle_ms',
    metric: 'typed 30-line cell, repeated, to idle',
    unit: 'ms',
    goals: { tslab: 0.1, Deno: 1.3 }
  },
  {
    key: 'complete_changed_ms',
    metric: 'completion in a changed cell',
    unit: 'ms',
    goals: { tslab: 0.4, ipykernel: 1 }
  },
  { key: 'lines_ms', metric: '100,000 console.log lines to idle', unit: 'ms', goals: { ipykernel: 0.6 } },
  { key: 'lines_share', metric: 'share of those lines delivered by idle', unit: '', goals: {} },
  {
    key: 'control_ms',
    metric: 'control reply while a cell spins',
    unit: 'ms',
    goals: { ipykernel: 0.2 }
  },
  { key: 'png_ms', metric: 'display of a 5 MB PNG', unit: 'ms', goals: { tslab: 1 } },
  { key: 'interrupt_ms', metric: 'interrupt of while(true){}', unit: 'ms', goals: {} },
  {
    key: 'idle_pss_mb',
    metric: 'memory before the first cell (PSS)',
    unit: 'MB',
    goals: { ipykernel: 1 }
  },
  { key: 'pss_mb', metric: 'memory after the first cell (PSS)', unit: 'MB', goals: {} }
];

export async function run({ rounds, cache, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-bench-kernel-'));
  try {
    const kernels = {
      sonde: { argv: kernelArgv(), language: 'ts', interrupt: 'message', png: pngOfOurs },
      ...kernelPeers(cache, python, say)
    };
    const [spec, out] = [join(folder, 'kernels.json'), join(folder, 'out.json')];
    writeFileSync(spec, JSON.stringify(kernels));
    say(`${rounds} rounds of ${Object.keys(kernels).join(', ')}`);
    client(['--kernels', spec, '--rounds', String(rounds), '--out', out]);
    const samples = JSON.parse(readFileSync(out, 'utf8'));
    say('a thousand cells in one session of ours');
    client(['--kernels', spec, '--session', 'sonde', '--out', out]);
    return { rows: [...rowsOf(samples), ...sessionRows(JSON.parse(readFileSync(out, 'utf8')))] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const pngOfOurs = "await display({ 'image/png': require('node:fs').readFileSync('PNG').toString('base64') })";

function client(argv) {
  execFileSync(python, [join(root, 'bench/peers/kernel_bench.py'), ...argv], {
    stdio: ['ignore', 'inherit', 'inherit']
  });
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
  const peers = Object.keys(samples).filter(kernel => kernel !== 'sonde');
  return metrics.flatMap(({ key, metric, unit, goals }) =>
    peers.flatMap(peerName => {
      const [ours, peer] = [of('sonde', key), of(peerName, key)];
      if (ours === undefined || peer === undefined) return [];
      return [row({ metric, unit, ours, peer, peerName, goal: goals[peerName] })];
    })
  );
}

/** Of a thousand different cells one after another: how the last hundred compare with the first, and what they left. */
function sessionRows({ first_ms, last_ms, grown_mb }) {
  return [
    row({
      metric: 'the last of 1,000 cells beside the first',
      unit: 'ms',
      ours: median(last_ms),
      peer: median(first_ms),
      peerName: 'the first hundred',
      goal: 1.5
    }),
    row({ metric: 'memory that 1,000 cells leave (PSS)', unit: 'MB', ours: Math.max(0, grown_mb), goal: 50 })
  ];
}
