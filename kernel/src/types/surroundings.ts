/**
 * What changes on disk around the notebook while the kernel runs: modules beside it, packages that are installed. The
 * language server watches nothing itself; it is told before the next question.
 */
import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As the protocol counts them. */
const created = 1;
const modified = 2;
const deleted = 3;

export interface FileEvent {
  uri: string;
  type: number;
}

export interface PackageFolder {
  /** A `node_modules`, which may not be there yet. */
  path: string;
  /** By which the language server knows it. */
  link: string;
}

export class Surroundings {
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly files = new Set<string>();
  /** The files beside the notebook as the server knows them. */
  private readonly beside: Set<string>;
  private readonly known = new Map<string, Set<string>>();
  private readonly touched = new Set<PackageFolder>();

  constructor(
    private readonly directory: string,
    private readonly packages: readonly PackageFolder[]
  ) {
    this.beside = new Set(entries(directory));
    for (const folder of packages) {
      this.known.set(folder.path, packagesIn(folder.path));
      this.watchPackages(folder);
    }
    this.watch(directory, name => {
      if (/\.(?:[cm]?[jt]sx?|json)$/.test(name)) this.files.add(name);
      if (name === 'node_modules') for (const folder of packages) this.watchPackages(folder);
    });
  }

  /** There is something to take. */
  get changed(): boolean {
    return this.files.size > 0 || this.touched.size > 0;
  }

  /** What has changed since the last call. */
  take(): FileEvent[] {
    if (!this.changed) return [];
    const events = [...this.files].map(name => {
      const path = join(this.directory, name);
      if (!existsSync(path)) {
        this.beside.delete(name);
        return event(path, deleted);
      }
      const type = this.beside.has(name) ? modified : created;
      this.beside.add(name);
      return event(path, type);
    });
    for (const { path, link } of this.touched) {
      const before = this.known.get(path) ?? new Set();
      const after = packagesIn(path);
      this.known.set(path, after);
      for (const name of after) if (!before.has(name)) events.push(event(join(link, name), created));
      for (const name of before) if (!after.has(name)) events.push(event(join(link, name), deleted));
    }
    this.files.clear();
    this.touched.clear();
    return events;
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
  }

  /** npm writes a list into the folder at the end of every installation, so scopes need no watcher of their own. */
  private watchPackages(folder: PackageFolder): void {
    if (!existsSync(folder.path)) return;
    if (this.watchers.has(folder.path)) return;
    this.watch(folder.path, () => this.touched.add(folder));
    this.touched.add(folder);
  }

  private watch(path: string, notice: (name: string) => void): void {
    try {
      const watcher = watch(path, { persistent: false }, (_, name) => notice(name ?? ''));
      // A folder that goes, a machine without watchers to spare: what changes there is seen after a restart.
      watcher.on('error', () => this.drop(path));
      this.watchers.set(path, watcher);
    } catch {
      this.drop(path);
    }
  }

  private drop(path: string): void {
    this.watchers.get(path)?.close();
    this.watchers.delete(path);
  }
}

function event(path: string, type: number): FileEvent {
  return { uri: pathToFileURL(path).href, type };
}

function packagesIn(folder: string): Set<string> {
  return new Set(
    entries(folder).flatMap(name =>
      name.startsWith('@') ? entries(join(folder, name)).map(inner => `${name}/${inner}`) : [name]
    )
  );
}

/** Nothing, of a folder that is not there. */
function entries(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => !name.startsWith('.'));
  } catch {
    return [];
  }
}
