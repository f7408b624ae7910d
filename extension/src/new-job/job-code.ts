/** The cell that starts the same job as the form, once or at set times. */
import { literal, trainCell, type JobRequest } from '@sonde/schema';

/** @param times when it shall be started again and again, where `cron` is not empty */
export function jobCell(request: JobRequest, { cron = '', zone = '' } = {}): string {
  if (cron !== '') {
    const given = [literal(cron), literal(request), ...(zone === '' ? [] : [literal({ zone })])].join(', ');
    return `import { openJobs, Schedules } from 'sonde';\n\nawait new Schedules(openJobs()).add(${given});\n`;
  }
  const { kind, module, data, args = {} } = request;
  if (kind === 'train' && module !== undefined && isPlain(request)) {
    return trainCell(module, data ?? 'my-data', { ...args, ...trainOptions(request) });
  }
  return `import { openJobs } from 'sonde';\n\nconst job = await openJobs().submit(${literal(request)});\n`;
}

/** Whether `train` has a word for all that is asked for. */
function isPlain({ weights, device, labels, group }: JobRequest): boolean {
  return [weights, device, labels, group].every(value => value === undefined);
}

function trainOptions(request: JobRequest): Record<string, unknown> {
  const { target, title, resources, targetOptions, after, retries, priority } = request;
  const given = { on: target, title, resources, targetOptions, after, retries, priority };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
