/** What Slurm's words for a job's state and its reason mean, in sentences. */
import type { Observation } from '../target.js';
import type { SlurmJob } from './client.js';

/** What is to be seen without Slurm. */
export interface Seen {
  /** The job's folder as the nodes know it. */
  folder: string;
  /** Its runner has begun, and has not begun anew since. */
  began: boolean;
  /** The end of what it printed, and Slurm with it. */
  log?: () => string;
}

/** What is seen of a job that Slurm still knows. */
export function observed(job: SlurmJob, seen: Seen): Observation {
  const state = job.state.replace(/\+$/, '');
  const { doing, ended } = words;
  const again = isWaiting(job) && seen.began && { waits: true };
  if (state === 'PENDING') return { alive: true, ...again, reason: `Slurm: ${pending(job.reason)}` };
  if (doing[state]) return { alive: true, ...again, reason: `Slurm: ${doing[state]}` };
  if (state === 'RUNNING') {
    return { alive: true, reason: job.node === undefined ? 'Slurm: runs' : `Slurm: runs on ${job.node}` };
  }
  const how = ended[state] ?? failed;
  return { alive: false, ...how(job, seen) };
}

/** Whether it is in Slurm's queue, be it for the first time or again. */
export function isWaiting({ state }: SlurmJob): boolean {
  return /^(PENDING|REQUEUED|REQUEUE_HOLD|REQUEUE_FED|SPECIAL_EXIT)/.test(state);
}

type End = (job: SlurmJob, seen: Seen) => { reason: string; state?: 'failed' | 'cancelled' | 'lost' };

/** Of slurm(1): JOB STATE CODES. */
const words: { doing: Record<string, string>; ended: Record<string, End> } = {
  doing: {
    CONFIGURING: 'its node is being made ready',
    COMPLETING: 'its processes are being ended',
    REQUEUED: 'waits to be started again',
    REQUEUE_HOLD: 'was put back in the queue and is held there; scontrol release lets it go on',
    REQUEUE_FED: 'is being moved to another cluster',
    RESIZING: 'is being given another size',
    SIGNALING: 'is being sent a signal',
    STAGE_OUT: 'its files are being copied',
    STOPPED: 'is stopped and keeps its node',
    SUSPENDED: 'is suspended, its cores given to others',
    SPECIAL_EXIT: 'is held because of its exit code'
  },
  ended: {
    COMPLETED: job => ({ reason: `It ended${on(job)} without having written how; see its log` }),
    CANCELLED: ({ by }) => ({
      state: 'cancelled',
      reason: `It was cancelled in Slurm${by === undefined ? '' : ` by ${by}`}, not from here`
    }),
    TIMEOUT: job => ({ state: 'failed', reason: `Slurm stopped it${on(job)}: its time limit was reached` }),
    DEADLINE: () => ({ state: 'failed', reason: 'Slurm stopped it at its deadline' }),
    OUT_OF_MEMORY: job => tooMuchMemory(job),
    NODE_FAIL: job => ({ reason: `Its node ${job.node ?? ''} failed`.replace(/ {2,}/g, ' ') }),
    BOOT_FAIL: job => ({ reason: `Its node ${job.node ?? ''} could not be started`.replace(/ {2,}/g, ' ') }),
    PREEMPTED: () => ({
      reason: 'Slurm took its node for a job of higher priority and did not start it again'
    }),
    REVOKED: () => ({ reason: 'It was withdrawn: another cluster of the federation runs it' })
  }
};

const tooMuchMemory = (job: SlurmJob): ReturnType<End> => ({
  state: 'failed',
  reason: `It used more memory${on(job)} than it had asked for, and Slurm killed it; ask for more as memoryBytes`
});

/** What Slurm prints in the job's log; where it counts memory itself, the state does not tell. */
const memoryWords = /slurmstepd\S*: error: .*(exceeded (job )?memory limit|oom.kill)/i;

/** Slurm writes signal 53 when it could not even open the job's output, and says of any that a signal ended that its launch failed. */
const failed: End = (job, { folder, began, log }) => {
  if (job.signal === 53 || (!began && /launch failed|JobLaunchFailure/i.test(job.reason))) {
    const node = job.node ?? 'its node';
    return {
      state: 'failed',
      reason:
        `It could not begin on ${node}: is ${folder} there, and may you write to it? ` +
        'Set SONDE_HOME, or `stage` in targets.json, to a folder that all nodes see'
    };
  }
  if (job.signal === 9 && memoryWords.test(log?.() ?? '')) return tooMuchMemory(job);
  if (job.signal) return { state: 'failed', reason: `It was ended${on(job)} by signal ${job.signal}` };
  if (job.exitCode === 127) {
    return {
      state: 'failed',
      reason: `It could not begin${on(job)}: a program is missing there; see its log`
    };
  }
  const code = job.exitCode === undefined ? '' : ` with exit code ${job.exitCode}`;
  return { state: 'failed', reason: `It ended${on(job)}${code} without a last word; see its log` };
};

const on = ({ node }: SlurmJob): string => (node === undefined ? '' : ` on ${node}`);

/** What is not known is said as Slurm says it. */
function pending(reason: string): string {
  const [, code = '', rest = ''] = /^(\w+)[, ]*(.*)$/.exec(reason) ?? [];
  const limit = /^(Assoc|QOS|Part)?(Grp|Max|Min)(\w+)$/.exec(code);
  const meant = knownReasons[code] ?? (limit ? ofLimit(limit) : undefined);
  if (meant === undefined) return reason === '' ? 'waits to be looked at' : `waits (${reason})`;
  return rest === '' ? meant : `${meant} (${rest})`;
}

/** Of squeue(1): JOB REASON CODES. */
export const knownReasons: Readonly<Record<string, string>> = {
  Priority: 'waits for other jobs of higher priority',
  Resources: 'waits for resources that others use now',
  Dependency: 'waits for a job it depends on',
  DependencyNeverSatisfied: 'can never start: a job it depends on failed',
  ReqNodeNotAvail: 'waits for nodes that are down or reserved',
  NodeDown: 'waits for a node that is down',
  Reservation: 'waits for its reservation to begin',
  BeginTime: 'waits for its time to begin; after a restart that is two minutes',
  JobHeldUser: 'is held; scontrol release lets it go on',
  JobHeldAdmin: 'is held by an administrator of the cluster',
  PartitionTimeLimit: 'can never start: it asks for more time than its partition allows',
  PartitionNodeLimit: 'can never start: it asks for more nodes than its partition has',
  PartitionConfig: 'can never start as it is: it asks for more than its partition allows',
  PartitionDown: 'waits for its partition, which is down',
  PartitionInactive: 'waits for its partition, which is switched off',
  Constraints: 'waits for a node that is as it asks for',
  BadConstraints: 'can never start: no node is as it asks for',
  InvalidAccount: 'can never start: its account is not valid',
  InvalidQOS: 'can never start: its quality of service is not valid',
  QOSNotAllowed: 'can never start: its quality of service may not use the partition',
  QOSJobLimit: 'waits, because its quality of service runs as many jobs as it may',
  QOSResourceLimit: 'waits, because its quality of service uses as much as it may',
  QOSTimeLimit: 'waits, because its quality of service has used up its time',
  QOSUsageThreshold: 'waits: its account has used too much for its quality of service',
  AccountNotAllowed: 'can never start: its account may not use the partition',
  AccountingPolicy: 'waits, because a limit of its account is reached',
  AssociationJobLimit: 'waits, because its account runs as many jobs as it may',
  AssociationResourceLimit: 'waits, because its account uses as much as it may',
  AssociationTimeLimit: 'waits, because its account has used up its time',
  JobArrayTaskLimit: 'waits, because as many jobs of its sweep run as may at once',
  Licenses: 'waits for a licence',
  ReservationDeleted: 'is held: its reservation was deleted',
  ReservationInvalid: 'is held: there is no such reservation',
  JobHoldMaxRequeue: 'is held, because it was started again too often; scontrol release lets it go on',
  BurstBufferOperation: 'waits: its burst buffer could not be made',
  BurstBufferResources: 'waits for room in the burst buffer',
  BurstBufferStageIn: 'waits for its files to be copied into the burst buffer',
  MpiPortsBusy: 'waits for free network ports',
  NvidiaImexChannels: 'waits for a free channel between GPUs',
  SchedDefer: 'waits for its turn: Slurm does not look at jobs one by one now',
  FedJobLock: 'waits for another cluster of the federation to decide',
  DeadLine: 'can never start: its deadline would be missed',
  Cleaning: 'is being put back in the queue',
  Prolog: 'its node is being made ready',
  FrontEndDown: 'waits for a front end that is down',
  Preempted: 'waits to be started again: its node went to a job of higher priority',
  JobLaunchFailure: 'waits: it could not be started on its node',
  NonZeroExitCode: 'is held because of its exit code',
  SystemFailure: 'waits: a fault of Slurm or its network'
};

/** E.g. QOSMaxJobsPerUserLimit, AssocGrpGRES, QOSGrpCpuLimit. */
function ofLimit([, scope, sort, what = '']: RegExpExecArray): string {
  const whose = { Assoc: 'its account', QOS: 'its quality of service', Part: 'its partition' }[scope ?? ''];
  const noun = what
    .replace(/(PerLimit|Limit|NotSatisfied)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/\b[A-Z][a-z]+/g, word => word.toLowerCase());
  if (sort === 'Min') return `can never start: ${whose ?? 'the cluster'} wants it to ask for more of ${noun}`;
  const bound = sort === 'Grp' ? 'what all its users together may have' : 'what one may have';
  return `waits, because a limit of ${whose ?? 'the cluster'} is reached: ${bound} of ${noun}`;
}
