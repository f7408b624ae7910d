/** A module in use: opens its weights when they are first needed, checks what it is given, starts its trainings. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  SondeError,
  currentDisplay,
  jupyterDisplay,
  takesPath,
  type DeviceInfo,
  type JobRequest,
  type MimeBundle,
  type ModuleInfo
} from '@sonde/schema';
import type { Opened } from '../catalogue/read-entry.js';
import { readText } from '../data/read-text.js';
import type { Jobs } from '../jobs/jobs.js';
import { checkTraining } from '../jobs/kinds/train.js';
import type { Run } from '../jobs/run.js';
import { originLabels } from '../jobs/origin-labels.js';
import { startTraining } from '../jobs/start-training.js';
import { Sweep } from '../jobs/sweep.js';
import { escapeMarkup } from '@sonde/schema/markup';
import type { DeviceChoice, Predictor } from './define-module.js';
import type { Explanation } from './explanation.js';
import type { Explaining, Module, TargetName, TrainOptions } from './module-types.js';
import { listOf, predictAll } from './predict-all.js';
import type { Results } from './results.js';
import { shownProgress } from './shown-progress.js';
import { validate } from './validate.js';
import { openWeights } from '../weights/open-weights.js';
import { drawFetching } from '../weights/draw-fetching.js';

interface Circumstances {
  jobs: Jobs;
  device?: DeviceChoice;
  /** Whether it was asked for by its source and name, because another module comes first by the name alone. */
  bySource?: boolean;
  /** Where its trainings run unless they say otherwise. */
  on?: TargetName;
  /** Absolute folder of a trained model, and the name it was asked for by. */
  trained?: string;
  weights?: string;
}

export class LoadedModule implements Module, Explaining<string> {
  readonly name: string;
  readonly version: string;
  readonly #opened: Opened;
  readonly #with: Circumstances;
  #predictor: Promise<Predictor<unknown, unknown, unknown>> | undefined;

  constructor(opened: Opened, circumstances: Circumstances) {
    this.name = opened.info.name;
    this.version = opened.info.version;
    this.#opened = opened;
    this.#with = circumstances;
  }

  async predict(input: unknown, options?: Record<string, unknown>): Promise<unknown> {
    const { definition } = this.#opened;
    const checked = validate(definition.predictOptions as object, options, `predict with "${this.name}"`);
    const reading = this.#read(input);
    const [value, predictor] = await Promise.all([reading, this.#open()]);
    return predictor.predict(value, checked);
  }

  async predictAll(
    inputs: readonly unknown[] | string,
    options?: Record<string, unknown>
  ): Promise<Results<unknown>> {
    const { definition } = this.#opened;
    const checked = validate(definition.predictOptions as object, options, `predict with "${this.name}"`);
    const [list, predictor] = await Promise.all([listOf(inputs, this.info()), this.#open()]);
    return predictAll(list, {
      read: input => this.#read(input),
      predict: input => predictor.predict(input, checked),
      signal: currentDisplay()?.signal
    });
  }

  async why(input: unknown, options?: Record<string, unknown>): Promise<Explanation> {
    const { definition } = this.#opened;
    if (!definition.explain) {
      throw new SondeError('why-unknown', `"${this.name}" cannot say why it answers as it does`, {
        hint: 'Modules that classify pictures can; image-classification is one.'
      });
    }
    const checked = validate(definition.explain.options, options, `explain with "${this.name}"`);
    const reading = this.#read(input);
    const [value, predictor] = await Promise.all([reading, this.#open()]);
    if (!predictor.explain) {
      throw new SondeError('why-unknown', `"${this.name}" cannot say why with the weights it has open`);
    }
    const progress = shownProgress('covered pictures');
    const signal = currentDisplay()?.signal;
    try {
      return await predictor.explain(value, checked, {
        ...(signal && { signal }),
        progress: progress.report
      });
    } finally {
      progress.end();
    }
  }

  async train(data: string, args: Record<string, unknown> & TrainOptions = {}): Promise<Run> {
    return startTraining(this.#with.jobs, this.#request(data, args), currentDisplay());
  }

  async sweep(data: string, args: Record<string, unknown> & TrainOptions = {}): Promise<Sweep> {
    const port = currentDisplay();
    const { jobs } = this.#with;
    const request = this.#request(data, args);
    const sweep = new Sweep(
      jobs,
      await jobs.sweep(
        { ...request, labels: { ...originLabels(port), ...request.labels } },
        this.#opened.definition.train?.args as object | undefined
      )
    );
    if (port) void sweep.drawIn(port);
    return sweep;
  }

  async check(data: string, args: Record<string, unknown> & TrainOptions = {}): Promise<string> {
    return (await checkTraining(this.#opened, data, ownArguments(args))).summary;
  }

  example(number = 0): string {
    const { examples, input } = this.info();
    const example = examples[number];
    if (!example) {
      throw new SondeError('example-unknown', `"${this.name}" has no example number ${number}`, {
        hint:
          examples.length === 0
            ? 'It ships no examples; pass a file of yours.'
            : `There are ${examples.length}, numbered 0 to ${examples.length - 1}.`
      });
    }
    return input.type === 'text' ? readFileSync(example.input, 'utf8') : example.input;
  }

  info(): ModuleInfo {
    return this.#opened.info;
  }

  async device(): Promise<DeviceInfo> {
    return (await this.#open()).device;
  }

  async dispose(): Promise<void> {
    const open = this.#predictor;
    this.#predictor = undefined;
    (await open)?.dispose();
  }

  [jupyterDisplay](): MimeBundle {
    const { card, input, output, train } = this.info();
    const lines = [
      ['Module', `${this.name} ${this.version}`],
      ['Summary', card.summary],
      ['Takes', input.description],
      ['Gives', output.description],
      ['Trains on', train?.dataset.description ?? 'cannot be trained'],
      [
        'Weights',
        this.#with.weights ??
          (this.info()
            .weights.map(file => file.path)
            .join(', ') ||
            'none published')
      ],
      ['Licence', card.license ?? 'not stated']
    ] as const;
    const rows = lines.map(
      ([name, text]) =>
        `<tr><th scope="row" style="text-align:left">${name}</th><td style="text-align:left">${escapeMarkup(text)}</td></tr>`
    );
    return {
      'text/html': `<table>${rows.join('')}</table>`,
      'text/plain': lines.map(([name, text]) => `${name.padEnd(10)}${text}`).join('\n')
    };
  }

  /** A URL is always a file, also for a module that would take a path for the text itself. */
  async #read(input: unknown): Promise<unknown> {
    const { input: port } = this.#opened.definition;
    if (port.type !== 'text' || !(input instanceof URL)) return port.read(input);
    const isLocal = input.protocol === 'file:';
    const path = isLocal ? fileURLToPath(input) : input.href;
    return port.read(isLocal && takesPath(port, path) ? path : await readText(input));
  }

  /** Opens once; after a failure the next call tries again. */
  #open(): Promise<Predictor<unknown, unknown, unknown>> {
    if (this.#predictor) return this.#predictor;
    const { definition, info } = this.#opened;
    const { device, jobs, trained } = this.#with;
    const port = currentDisplay();
    const { report, stopped } = drawFetching(port);
    if (definition.weights.length === 0 && trained === undefined) {
      return Promise.reject(
        new SondeError('not-trained', `Cannot predict with "${this.name}": it has no published weights`, {
          hint: 'Train it first: const run = await module.train(data); then (await run.module()).predict(…).'
        })
      );
    }
    const opening = definition.open({
      folder: info.folder,
      weights: path =>
        openWeights(info.folder, definition.weights, path, { home: jobs.home, signal: port?.signal, report }),
      ...(trained !== undefined && { trained }),
      ...(device && { device })
    });
    this.#predictor = opening;
    opening.catch(() => {
      stopped();
      if (this.#predictor === opening) this.#predictor = undefined;
    });
    return opening;
  }

  #request(data: string, args: Record<string, unknown> & TrainOptions): JobRequest {
    const { device, weights } = this.#with;
    const { source } = this.info();
    const { on = this.#with.on, title, resources, targetOptions, after, retries, priority } = args;
    return {
      kind: 'train',
      // With its source: another one may have the same name and version.
      module: `${source}/${this.name}@${this.version}`,
      data,
      args: ownArguments(args),
      // Its record will not say; the first of its name needs no label.
      ...(this.#with.bySource && { labels: { source } }),
      ...(on && { target: on }),
      ...(title && { title }),
      ...(device && { device }),
      ...(weights && { weights }),
      ...(resources && { resources }),
      ...(targetOptions && { targetOptions }),
      ...(after && { after: after.map(job => (typeof job === 'string' ? job : job.id)) }),
      ...(retries && { retries }),
      ...(priority && { priority })
    };
  }
}

/** What is the module's own among the arguments of `train`. */
function ownArguments(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !jobOptions.includes(name)));
}

/** The names in {@link TrainOptions}. */
const jobOptions = ['on', 'title', 'resources', 'targetOptions', 'after', 'retries', 'priority'];
