/** The cell that starts the same job as the form. */
import { literal, trainCell, type JobRequest } from '@sonde/schema';

export function jobCell(request: JobRequest): string {
  const { kind, module, data, args = {} } = request;
  if (kind === 'train' && module !== undefined) {
    return trainCell(module, data ?? 'my-data', { ...args, ...trainOptions(request) });
  }
  return `import { openJobs } from 'sonde';\n\nconst job = await openJobs().submit(${literal(request)});\n`;
}

function trainOptions(request: JobRequest): Record<string, unknown> {
  const { target, title, resources, targetOptions, retries, priority } = request;
  const given = { on: target, title, resources, targetOptions, retries, priority };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
