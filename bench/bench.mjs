// `npm run bench [-- area …] [--rounds N]`: measures ours beside the peers in the same run, prints a table and writes
// bench/results/<area>.json. A row that misses its goal says so and fails nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, homedir, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from './rows.mjs';

const areas = ['setup', 'kernel', 'inference', 'training', 'catalogue', 'jobs', 'docker', 'slurm'];
const folder = fileURLToPath(new URL('.', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' } }
});
const rounds = Number(values.rounds ?? 7);
const unknown = positionals.filter(area => !areas.includes(area));
if (unknown.length > 0 || !(Number.isInteger(rounds) && rounds > 0)) {
  const wrong = unknown.length > 0 ? `area "${unknown[0]}"` : `rounds "${values.rounds}"`;
  console.error(`Cannot measure ${wrong}: areas are ${areas.join(', ')}, rounds a whole number from 1.`);
  process.exit(2);
}

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sonde-bench');
mkdirSync(cache, { recursive: true });
for (const area of positionals.length > 0 ? positionals : areas) {
  const { run } = await import(`./${area}.mjs`);
  const say = line => console.error(`  ${area}: ${line}`);
  const { rows } = await run({ rounds, cache, say });
  const result = { area, at: new Date().toISOString(), machine: machine(), rounds, rows };
  mkdirSync(join(folder, 'results'), { recursive: true });
  writeFileSync(join(folder, 'results', `${area}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\n${area} (${rounds} rounds, medians)\n${table(rows)}`);
}

function machine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim(),
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.versions.node
  };
}
