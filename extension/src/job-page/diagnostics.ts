/** What helps somebody else to understand why a job failed, as text. */
import type { JobRecord } from '@sonde/schema';

export function diagnostics(job: JobRecord, lines: readonly string[]): string {
  const {
    id,
    title,
    kind,
    module,
    target,
    state,
    reason,
    error,
    place,
    device,
    started,
    finished,
    versions
  } = job;
  const facts: [string, string | undefined][] = [
    ['job', `${id} "${title}" (${[kind, module].filter(Boolean).join(', ')})`],
    ['target', [target, place?.node, place?.image, place?.digest].filter(Boolean).join(', ')],
    ['device', device && `${device.engine}, ${device.device}`],
    ['versions', versions && `Sonde ${versions.sonde}, Node.js ${versions.node}, ${versions.system}`],
    ['state', state],
    ['reason', reason],
    ['error', error && `${error.code ?? error.name}: ${error.message}`],
    ['hint', error?.hint],
    ['times', [started, finished].filter(Boolean).join(' to ')],
    ['arguments', JSON.stringify(job.args)]
  ];
  return [
    ...facts.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`),
    ...(error?.stack ? ['', error.stack] : []),
    ...(lines.length > 0 ? ['', 'The last it printed:', ...lines] : []),
    ''
  ].join('\n');
}
