/** Why a job did not come to its end, for its row and its page: an error of its own, or what its target says of it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';

export interface Failure {
  /** The first cause, in a sentence. */
  message: string;
  /** What to do about it. */
  hint?: string;
  /** What else is known: what the target saw, where the job itself has said why. */
  more?: string;
}

/** Undefined for a job that has not failed. One that was stopped has not: whoever stopped it knows. */
export function failureOf(
  { state, error, reason }: Pick<JobRecord, 'state' | 'error' | 'reason'>,
  trans: TranslationBundle
): Failure | undefined {
  if (state !== 'failed' && state !== 'lost') return undefined;
  const message = error?.message ?? reason ?? trans.__('Nothing was recorded of why it failed.');
  return {
    message,
    ...(error?.hint !== undefined && { hint: error.hint }),
    ...(reason !== undefined && reason !== message && { more: reason })
  };
}
