/** What a target tells the runner of a job through its environment, beside the map of paths. */
import type { JobPlace } from '@sonde/schema';

/** Holds a JobPlace as JSON: where the process is, in the target's own words. */
export const placeVariable = 'SONDE_PLACE';

/**
 * "target" when a process that is told to end must not say the job is over: a cluster may have preempted it, will start it
 * again, and knows the true reason if not.
 */
export const endVariable = 'SONDE_END';

/**
 * Set where the job's folder cannot be seen from outside: each event is printed, too, marked and numbered, so that whoever
 * reads the output can write it where it belongs.
 */
export const echoVariable = 'SONDE_ECHO';

/** Stands before a printed event; the event ends with its line. */
export const echoMark = '\u001e'; // ASCII's record separator

/** The place as a part of a state event; empty where no target told. */
export function placeFromEnvironment(env: NodeJS.ProcessEnv = process.env): { place?: JobPlace } {
  const text = env[placeVariable];
  return text ? { place: JSON.parse(text) as JobPlace } : {};
}

export function endsByTarget(env: NodeJS.ProcessEnv = process.env): boolean {
  return env[endVariable] === 'target';
}
