// One step of the set-up: skipped when what it depends on has not changed since it last succeeded, timed when it runs.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';

/** Runs steps for one clone, printing one line for each that had something to do. */
export class Steps {
  #started = Date.now();

  /** @param {{ root: string, write?: (text: string) => void, live?: boolean }} options */
  constructor({ root, write = text => process.stdout.write(text), live = process.stdout.isTTY }) {
    this.root = root;
    this.folder = join(root, '.setup');
    this.write = write;
    this.live = live;
  }

  /** Path of the log file of a step. */
  log(name) {
    return join(this.folder, 'logs', `${name.replaceAll(/\W+/g, '-').toLowerCase()}.log`);
  }

  /** Seconds since the set-up began, as text. */
  get elapsed() {
    return `${((Date.now() - this.#started) / 1000).toFixed(1)} s`;
  }

  /**
   * @param {string} name what people read
   * @param {{ key?: string, there?: () => boolean, run: (say: (line: string) => void) => Promise<string | void> }} step
   *   `key` changes when the step must be done again; `there` says whether its result still exists. What `run` returns
   *   is printed behind the name.
   */
  async step(name, { key = '', there = () => true, run }) {
    const stamp = join(this.folder, 'stamps', name.replaceAll(/\W+/g, '-').toLowerCase());
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && there()) return false;
    const begun = Date.now();
    const say = line => {
      if (this.live) this.write(`\r\u001b[K  … ${name}: ${line.trim()}`.slice(0, 110));
    };
    if (this.live) say('working');
    else this.write(`  … ${name}\n`);
    const tick = this.live
      ? setInterval(() => say(`${Math.round((Date.now() - begun) / 1000)} s`), 1000)
      : undefined;
    try {
      const note = await run(say);
      mkdirSync(join(this.folder, 'stamps'), { recursive: true });
      writeFileSync(`${stamp}.new`, key);
      renameSync(`${stamp}.new`, stamp);
      const took = ((Date.now() - begun) / 1000).toFixed(1);
      this.write(`${this.live ? '\r\u001b[K' : ''}  ✓ ${name} (${took} s)${note ? `: ${note}` : ''}\n`);
      return true;
    } finally {
      clearInterval(tick);
      if (this.live) this.write('\r\u001b[K');
    }
  }
}

/** sha256 over the given texts. */
export function keyOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/**
 * sha256 over names and contents of files below the folders, in a fixed order.
 *
 * @param {string} root
 * @param {string[]} paths files or folders relative to root
 * @param {(path: string) => boolean} keep which files count
 */
export function contentKey(root, paths, keep = () => true) {
  const hash = createHash('sha256');
  const visit = path => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) {
        if (!['node_modules', 'lib', 'labextension', '.setup', '.git'].includes(name))
          visit(join(path, name));
      }
    } else if (keep(path)) {
      hash.update(path).update('\0').update(readFileSync(full)).update('\0');
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}
