/**
 * The states of a job: one table for what each is called, how it looks and what may follow. UI, API and code read
 * this table and nothing else.
 */
export const jobStates = {
  queued: {
    label: 'Queued',
    icon: 'clock',
    tone: 'neutral',
    final: false,
    // It may have begun and ended before anybody had written down that it was back in the queue.
    next: ['preparing', 'stopping', 'succeeded', 'cancelled', 'failed', 'lost']
  },
  preparing: {
    label: 'Preparing',
    icon: 'gear',
    tone: 'info',
    final: false,
    next: ['running', 'queued', 'stopping', 'cancelled', 'failed', 'lost']
  },
  running: {
    label: 'Running',
    icon: 'play',
    tone: 'info',
    final: false,
    // Back to the queue when a cluster takes its node away and starts it again.
    next: ['stopping', 'queued', 'preparing', 'succeeded', 'failed', 'cancelled', 'lost']
  },
  stopping: {
    label: 'Stopping',
    icon: 'stop',
    tone: 'warn',
    final: false,
    next: ['cancelled', 'succeeded', 'failed', 'lost']
  },
  succeeded: { label: 'Succeeded', icon: 'check', tone: 'success', final: true, next: [] },
  failed: { label: 'Failed', icon: 'cross', tone: 'error', final: true, next: [] },
  cancelled: { label: 'Cancelled', icon: 'stop', tone: 'neutral', final: true, next: [] },
  lost: { label: 'Lost', icon: 'question', tone: 'error', final: true, next: [] }
} as const satisfies Record<string, JobStateRow>;

export type JobState = keyof typeof jobStates;

export interface JobStateRow {
  /** The word people read. */
  label: string;
  icon: 'clock' | 'gear' | 'play' | 'stop' | 'check' | 'cross' | 'question';
  tone: 'neutral' | 'info' | 'success' | 'warn' | 'error';
  /** Nothing follows a final state. */
  final: boolean;
  next: readonly string[];
}

/** True when nothing can follow `state`. */
export function isFinal(state: JobState): boolean {
  return jobStates[state].final;
}
