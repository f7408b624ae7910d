/**
 * Who a process is: its id, when it started, and where ids mean what they mean. Ids are used again, so the id alone could
 * name, or kill, a stranger; and in a container or on another machine they count from one anew.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  pid: number;
  /** When it started, in the system's own words. */
  start: string;
  /** The machine, and there the space of process ids. Records of before have none: theirs is this one. */
  where?: string;
}

/** Identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return (own ??= identityOf(process.pid));
}

let own: ProcessIdentity | undefined;

/** Identity of a process of this machine. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, start: startOf(pid) ?? 'unknown', where: here() };
}

/** True when the process that had this identity is still there; false, too, for one that cannot be seen from here. */
export function isSameProcess(identity: ProcessIdentity): boolean {
  return isVisible(identity) && startOf(identity.pid) === identity.start;
}

/** False for a process of another machine or container: of those nothing can be told from here. */
export function isVisible({ where }: ProcessIdentity): boolean {
  return where === undefined || where === here();
}

/** Name of the machine it ran on when that is another one than this, else undefined. */
export function otherHost({ where }: ProcessIdentity): string | undefined {
  const host = where?.split(' ')[0];
  return host === hostname() ? undefined : host;
}

/** pid_namespaces(7): the link names the space of process ids. */
function here(): string {
  place ??= process.platform === 'linux' ? `${hostname()} ${readlinkSync('/proc/self/ns/pid')}` : hostname();
  return place;
}

let place: string | undefined;

/** When process `pid` started, or undefined when there is none, or only a zombie. */
function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

/** proc(5): the fields of `stat` after the name in brackets are state (3rd) and, 22nd, start in ticks since boot. */
function startFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function startFromPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore']
    }).trim();
    const [state = '', ...start] = line.split(/\s+/);
    return line === '' || state.startsWith('Z') ? undefined : start.join(' ');
  } catch {
    return undefined;
  }
}
