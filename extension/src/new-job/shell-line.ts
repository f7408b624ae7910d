/** The line for a shell that starts the same job as the form. */
import type { JobRequest } from '@sonde/schema';
import { commandLine } from './command-words.js';

/** @param times when it shall be started again and again, where `cron` is not empty */
export function shellLine(request: JobRequest, { cron = '', zone = '' } = {}): string {
  const { kind, module, notebook, command = [], args, data, target, title, resources = {} } = request;
  const { targetOptions, retries, priority, weights, device, after = [], labels = {} } = request;
  const { cpus, memoryBytes, gpus, minutes } = resources;
  const subject = kind === 'notebook' ? notebook : module;
  const words = [
    ...['npx', 'sonde', ...(cron === '' ? ['job', 'run'] : ['schedule', 'add', cron]), kind],
    ...(subject === undefined ? [] : [subject]),
    ...flag('data', data),
    ...flag('weights', weights),
    ...flag('device', device),
    ...pairs('arg', args),
    ...flag('on', target),
    ...flag('cpus', cpus),
    ...flag('memory', memoryBytes === undefined ? undefined : memoryText(memoryBytes)),
    ...flag('gpus', gpus),
    ...flag('time', minutes === undefined ? undefined : `${minutes}m`),
    ...pairs('option', targetOptions),
    ...after.flatMap(id => flag('after', id)),
    ...flag('retries', retries),
    ...flag('priority', priority),
    ...flag('title', title),
    ...Object.entries(labels).flatMap(([name, text]) => flag('label', `${name}=${text}`)),
    ...flag('zone', cron === '' || zone === '' ? undefined : zone),
    ...(kind === 'command' ? ['--', ...command] : [])
  ];
  return `${commandLine(words)}\n`;
}

/** A value that begins with a dash would be read as a flag, unless it hangs on its own. */
function flag(name: string, value: string | number | undefined): string[] {
  if (value === undefined) return [];
  const text = String(value);
  return text.startsWith('-') ? [`--${name}=${text}`] : [`--${name}`, text];
}

function pairs(name: string, values: Record<string, unknown> = {}): string[] {
  return Object.entries(values).flatMap(([key, value]) => flag(name, `${key}=${valueText(value)}`));
}

/** The shell reads a value as JSON where it can: a text that would be something else then is written as JSON, too. */
function valueText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    JSON.parse(value);
    return JSON.stringify(value);
  } catch {
    return value;
  }
}

function memoryText(bytes: number): string {
  return bytes >= 1e9 && bytes % 1e6 === 0 ? `${bytes / 1e9}GB` : String(bytes);
}
