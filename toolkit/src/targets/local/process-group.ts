/** The processes that a job has started: they are of its group, and must not outlive it. */
import { readdirSync, readFileSync } from 'node:fs';
import { isSameProcess, isVisible, type ProcessIdentity } from '../process-identity.js';

/** Kills at once all that is left of the group which this process leads or led. Nothing where its id is another's by now. */
export function killGroup(leader: ProcessIdentity): void {
  if (!isVisible(leader) || !(isSameProcess(leader) || isOrphaned(leader.pid))) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Whether a group has members and no leader. Its id is not given to a new process as long as it has members, so that these
 * are what the old leader left.
 */
function isOrphaned(group: number): boolean {
  if (process.platform !== 'linux') return !exists(group);
  const members = readdirSync('/proc').filter(name => /^\d+$/.test(name) && groupOf(name) === group);
  return members.length > 0 && !members.includes(String(group));
}

/** proc(5): of the fields of `stat` after the name in brackets, the third is the group. A zombie is no member. */
function groupOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(group);
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
