/**
 * Brings what a job writes on the cluster: its events and its log as they grow, its outputs at the end. It may be cut off at any
 * moment and begun anew: an event's number is where it ends in the file there, and the log is as long here as what has come.
 */
import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { SondeError } from '@sonde/schema';
import type { JobFolder } from '../../jobs/job-folder.js';
import { NumberedEvents } from '../numbered-events.js';
import { copyHere } from './copy-there.js';
import type { Shell } from './shell.js';

export class Bringer {
  readonly #folder: JobFolder;
  readonly #shell: Shell;
  /** The job's folder there. */
  readonly #there: string;
  readonly #events: NumberedEvents;
  /** Bytes of the events there that have been read. */
  #read: number;

  private constructor(folder: JobFolder, events: NumberedEvents, { shell, there }: BringerOptions) {
    this.#folder = folder;
    this.#events = events;
    this.#read = events.last;
    this.#shell = shell;
    this.#there = there;
  }

  static async begin(folder: JobFolder, options: BringerOptions): Promise<Bringer> {
    const bringer: Bringer = new Bringer(
      folder,
      await NumberedEvents.begin(folder, { beforeEnd: () => bringer.bringRest() }),
      options
    );
    return bringer;
  }

  /** True when the job's final event is here, and with it all that it left. */
  get ended(): boolean {
    return this.#events.ended;
  }

  /** Brings the next part of events and log; true when there was something. */
  async bring(): Promise<boolean> {
    const { run, events, log } = await this.#fetch();
    if (run !== '') noteRun(this.#folder, run);
    if (log.length > 0) appendFileSync(this.#folder.log, log);
    const end = events.lastIndexOf(10) + 1;
    let start = 0;
    for (let feed = events.indexOf(10); feed >= 0; feed = events.indexOf(10, start)) {
      const line = events.toString('utf8', start, feed);
      start = feed + 1;
      await this.#events.write(line.replace(/^\{/, `{"n":${this.#read + start},`));
    }
    this.#read += end;
    return end > 0 || log.length > 0;
  }

  /** Brings the rest of the log, and the outputs. */
  async bringRest(): Promise<void> {
    for (;;) {
      const { log } = await this.#fetch();
      if (log.length === 0) break;
      appendFileSync(this.#folder.log, log);
    }
    await copyHere(this.#shell, this.#there, this.#folder.path, { leaveOut: ownFiles });
  }

  close(): void {
    this.#events.close();
  }

  async #fetch(): Promise<{ run: string; events: Buffer; log: Buffer }> {
    const known = [this.#read, statSync(this.#folder.log).size].map(String);
    const ran = await this.#shell.run(['sh', '-c', script, 'sonde', this.#there, ...known, String(most)]);
    const [head = '', run = ''] = ran.stdout.subarray(0, 4096).toString().split('\n', 2);
    const [events = NaN, log = NaN] = head.split(' ').map(Number);
    const from = Buffer.byteLength(`${head}\n${run}\n`);
    if (ran.code !== 0 || ran.stdout.length !== from + events + log) {
      const said = ran.stderr.trim().split('\n').at(-1) || 'the answer is incomplete';
      throw new SondeError(
        'stage-failed',
        `Cannot bring what the job writes to ${this.#there} on ${this.#shell.where}: ${said}`
      );
    }
    return {
      run,
      events: ran.stdout.subarray(from, from + events),
      log: ran.stdout.subarray(from + events)
    };
  }
}

export interface BringerOptions {
  shell: Shell;
  there: string;
}

/** Bytes that are brought at once. */
const most = 4 * 2 ** 20;

/** Answers with how much follows, who runs the job, and then the next bytes of its events and its log. */
const script = `
cd "$1" || exit
rest() { n=$(($(wc -c < "$1") - $2)); if [ $n -gt $3 ]; then n=$3; fi; if [ $n -lt 0 ]; then n=0; fi; echo $n; }
e=$(rest events.ndjson $2 $4); l=$(rest log.txt $3 $4)
echo "$e $l"
if [ -f process.json ]; then cat process.json; fi; echo
tail -c +$(($2 + 1)) events.ndjson 2>/dev/null | head -c $e
tail -c +$(($3 + 1)) log.txt 2>/dev/null | head -c $l
`;

/** What there is of a job's folder on both sides, each with its own. */
export const ownFiles: readonly string[] = [
  ...[
    'job.json',
    'events.ndjson',
    'log.txt',
    'handed',
    'place.json',
    'process.json',
    'process.json.new',
    'cancel'
  ],
  ...['final', 'reserve', 'attend.lock', 'attendant.json', 'attendant.log', 'drained']
];

/** Whole at every moment: it tells one run of a job from the next. */
function noteRun({ process: path }: JobFolder, run: string): void {
  if (read(path) === run) return;
  writeFileSync(`${path}.new`, run);
  renameSync(`${path}.new`, path);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
