/** What stands in the plain fields of the form, and what they hold for a job that is to be made again. Pure. */
import type { JobRequest } from '@sonde/schema';
import { commandLine } from './command-words.js';

/** What the form can start. A function of a cell it cannot: its code is in the cell. */
export const formKinds = ['train', 'predict', 'notebook', 'command'] as const;
export type FormKind = (typeof formKinds)[number];

export const asFormKind = (kind: string): FormKind | undefined => formKinds.find(one => one === kind);

export const runsModule = (kind: FormKind): boolean => kind === 'train' || kind === 'predict';

/** As typed. */
export interface FormTexts {
  module: string;
  notebook: string;
  /** Parameters of the notebook or arguments of the command, as JSON. */
  parameters: string;
  command: string;
  data: string;
  weights: string;
  device: string;
  target: string;
  title: string;
  retries: string;
  priority: string;
  /** Ids of jobs that must succeed first. */
  after: string;
  /** Times at which it is started again and again; empty: once, now. */
  cron: string;
  zone: string;
}

export const emptyTexts: FormTexts = {
  module: '',
  notebook: '',
  parameters: '',
  command: '',
  data: '',
  weights: '',
  device: '',
  target: 'local',
  title: '',
  retries: '',
  priority: '',
  after: '',
  cron: '',
  zone: ''
};

/** What must have stood in the form for `request`. */
export function textsFor(request: JobRequest): FormTexts {
  const { kind, module, notebook, command, args, data, weights, device, target, title, after } = request;
  const { retries, priority } = request;
  const isJson = kind === 'notebook' || kind === 'command';
  return {
    ...emptyTexts,
    module: module ?? '',
    notebook: notebook ?? '',
    parameters: isJson && args ? JSON.stringify(args, undefined, 2) : '',
    command: command ? commandLine(command) : '',
    data: data ?? '',
    weights: weights ?? '',
    device: device === undefined || device === 'auto' ? '' : device,
    target: target ?? 'local',
    title: title ?? '',
    retries: retries === undefined ? '' : String(retries),
    priority: priority === undefined ? '' : String(priority),
    after: (after ?? []).join(', ')
  };
}
