// Checks every card of the built-in catalogue with the validator that AI4OS publishes.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cards = readdirSync(join(root, 'modules'))
  .map(name => join('modules', name, 'ai4-metadata.yml'))
  .filter(path => existsSync(join(root, path)));

let failed = cards.length === 0 ? 1 : 0;
for (const card of cards) {
  const ran = spawnSync(join(root, '.setup/venv/bin/ai4-metadata'), ['validate', card], {
    cwd: root,
    encoding: 'utf8'
  });
  if (ran.status === 0) console.log(`✓ ${card}`);
  else {
    failed += 1;
    console.log(`✗ ${card}\n${ran.stdout}${ran.stderr}${ran.error ?? ''}`);
  }
}
console.log(`${cards.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
