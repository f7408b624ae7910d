/** What the form asks for, as far as it can be read, and what is wrong with the rest. Pure. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRequest } from '@sonde/schema';
import { readFields, type Field, type Texts } from '../module/form-fields.js';
import { commandWords } from './command-words.js';
import { runsModule, type FormKind, type FormTexts } from './form-texts.js';
import { readResources } from './resources-form.js';

export interface Form {
  kind: FormKind;
  texts: FormTexts;
  /** Of the module; no fields while the module is not known. */
  args: Filled;
  /** What only the target understands. */
  options: Filled;
  resources: Filled;
  /** The request that this one is made after: what the form has no field for is taken over. */
  base?: JobRequest | undefined;
}

export interface Filled {
  fields: readonly Field[];
  texts: Texts;
}

export interface Read {
  request: JobRequest;
  errors: Record<string, string>;
  /** Of the module's arguments and the target's options, which may be called like fields of the form. */
  argErrors: Record<string, string>;
  optionErrors: Record<string, string>;
}

export function readForm(form: Form, trans: TranslationBundle): Read {
  const { kind, texts, base } = form;
  const errors: Record<string, string> = {};
  const filled = (name: keyof FormTexts): string | undefined => texts[name].trim() || undefined;
  const needed = (name: keyof FormTexts, sentence: string): string => {
    const value = filled(name);
    if (value === undefined) errors[name] = sentence;
    return value ?? '';
  };
  const whole = (name: 'retries' | 'priority', least: number, most: number): number | undefined => {
    const text = filled(name);
    const number = Number(text);
    if (text === undefined || (Number.isInteger(number) && number >= least && number <= most))
      return text === undefined ? undefined : number;
    errors[name] = trans.__('A whole number from %1 to %2 is wanted.', least, most);
    return undefined;
  };

  const isSameKind = base?.kind === kind;
  const request: JobRequest = { kind };
  let argErrors: Record<string, string> = {};
  if (runsModule(kind)) {
    request.module = needed('module', trans.__('Choose a module.'));
    request.data = needed('data', trans.__('Say where the data lies, or use the example data.'));
    const read = readFields(form.args.fields, form.args.texts, trans);
    argErrors = read.errors;
    // Before it is known what the arguments are, those that were given stand.
    const isKnown = form.args.fields.length > 0 || !isSameKind || base?.module !== request.module;
    request.args = isKnown ? read.values : base?.args;
    request.weights = filled('weights');
    request.device = filled('device') as JobRequest['device'];
  } else {
    const args = readParameters(texts.parameters);
    if (args === undefined) errors['parameters'] = trans.__('This must be JSON, such as {"lr": 0.01}.');
    request.args = args;
    if (kind === 'notebook') {
      request.notebook = needed('notebook', trans.__('Choose a notebook.'));
      request.data = isSameKind ? base?.data : undefined;
    } else {
      const words = commandWords(needed('command', trans.__('Write the program and its arguments.')));
      if (words) request.command = words;
      else errors['command'] = trans.__('A quote is not closed.');
      request.data = filled('data');
    }
  }
  const target = filled('target');
  const { resources, errors: wrong } = readResources(form.resources.fields, form.resources.texts, trans);
  const options = readFields(form.options.fields, form.options.texts, trans);
  Object.assign(errors, wrong);
  const after = texts.after.split(/[\s,]+/).filter(Boolean);
  return {
    request: withoutEmpty({
      ...request,
      target: target === 'local' ? undefined : target,
      resources,
      targetOptions: { ...unknownOptions(form, target), ...options.values },
      after: after.length > 0 ? after : undefined,
      retries: whole('retries', 0, 100),
      priority: whole('priority', -1000, 1000),
      title: filled('title'),
      group: base?.group,
      labels: base?.labels
    }),
    errors,
    argErrors,
    optionErrors: options.errors
  };
}

/** Options that were given for this target and that it does not list now, as while it is not known yet. */
function unknownOptions({ base, options }: Form, target: string | undefined): Record<string, unknown> {
  if (!base?.targetOptions || (base.target ?? 'local') !== target) return {};
  const known = new Set(options.fields.map(field => field.name));
  return Object.fromEntries(Object.entries(base.targetOptions).filter(([name]) => !known.has(name)));
}

function readParameters(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What is not asked for does not stand in the request, nor in the code that is shown for it. */
function withoutEmpty(request: { [Key in keyof JobRequest]: JobRequest[Key] | undefined }): JobRequest {
  const isEmpty = (value: unknown) =>
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => !isEmpty(value))
  ) as unknown as JobRequest;
}
