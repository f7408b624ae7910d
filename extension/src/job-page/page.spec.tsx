import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Health, JobRecord, LogPart, RunView } from '@sonde/schema';
import { JobsFeed } from '../jobs/feed.js';
import { JobPageModel, type JobPageClient } from './model.js';
import { JobPage, type JobPageActions } from './page.js';

const trans = nullTranslator.load('sonde');
const job = (change: Partial<JobRecord>): JobRecord => ({
  id: 'a',
  kind: 'command',
  title: 'a job',
  command: ['true'],
  args: {},
  target: 'local',
  attempt: 1,
  labels: {},
  state: 'succeeded',
  created: '2026-01-01T00:00:00.000Z',
  metrics: {},
  artefacts: [],
  ...change
});
const never = () => new Promise<never>(() => undefined);
const printed = (text: string, more: Partial<LogPart> = {}): LogPart => ({
  from: 0,
  to: text.length,
  size: text.length,
  text,
  ended: true,
  ...more
});

/** Made when they are first asked for. */
const made: Record<string, jest.Mock> = {};
const actions = new Proxy(made, {
  get: (all, name) => (all[String(name)] ??= jest.fn())
}) as unknown as { [Key in keyof JobPageActions]: jest.Mock<JobPageActions[Key]> };
let page: JobPage | undefined;
afterEach(() => {
  page?.dispose();
  page = undefined;
  jest.clearAllMocks();
});

/** The page of a job, drawn; its text is what a person reads. */
async function open(record: JobRecord, answers: Partial<JobPageClient> = {}): Promise<JobPage> {
  const client: JobPageClient = {
    health: () => Promise.resolve({ home: '/home/me/sonde' } as Health),
    job: () => Promise.resolve(record),
    view: () => Promise.resolve({ series: {} } as unknown as RunView),
    logPart: () => Promise.resolve(printed('the last line\n')),
    wholeLog: never,
    artefact: never,
    ...answers
  };
  const feed = new JobsFeed({ jobs: never, stream: never, cancel: never });
  const model = new JobPageModel(record.id, client, feed);
  page = new JobPage({ model, actions, trans });
  Widget.attach(page, document.body);
  await model.load();
  await until(() => page?.node.querySelector('[data-state=ready]'));
  return page;
}

/** Draws until `look` finds something. */
async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  for (let turn = 0; turn < 200; turn += 1) {
    const seen = look();
    if (seen) return seen;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(`It is not on the page: ${page?.node.textContent}`);
}

const part = (selector: string) => page?.node.querySelector<HTMLElement>(selector);

function button(name: string): HTMLButtonElement {
  const found = [...(page?.node.querySelectorAll('button') ?? [])].find(one => one.textContent === name);
  if (!found) throw new Error(`There is no button "${name}"`);
  return found;
}

describe('the page of a job', () => {
  it('says why it failed also where only its target knows', async () => {
    const reason = 'Slurm: TIMEOUT, it ran for longer than its limit of 10 minutes';
    await open(job({ state: 'failed', reason }));
    const block = await until(() => part('.sonde-JobError'));
    expect(block.querySelector('h2')?.textContent).toBe(reason);
    await until(() => block.querySelector('pre')?.textContent === 'the last line');
    expect(part('.sonde-JobHeader')?.textContent).not.toContain('TIMEOUT');
  });

  it('offers to go on with a training that was cut off, and leads back to the one it goes on from', async () => {
    const checkpoint = { step: 160, epoch: 4, bytes: 2000, at: '2026-01-01T00:00:00.000Z' };
    await open(job({ kind: 'train', state: 'lost', checkpoint, parent: 'b', resumes: 'b' }));
    button('Resume from epoch 4').click();
    expect(actions.resume.mock.calls).toEqual([['a']]);
    button('Goes on from job b').click();
    expect(actions.open.mock.calls).toEqual([['b']]);
    expect(part('[data-section=environment]')?.textContent).toContain('epoch 4 (2 kB)');
  });

  it('shows a result also where there are no files', async () => {
    await open(job({ result: { accuracy: 0.75, labels: ['a', 'b'] } }));
    const outputs = part('[data-section=outputs]');
    expect(outputs?.querySelector('pre')?.textContent).toContain('"accuracy": 0.75');
    expect(outputs?.textContent).not.toContain('made no files');
    page?.dispose();
    await open(job({ result: { exitCode: 0 } }));
    expect(part('[data-section=outputs] dl')?.textContent).toBe('exitCode0');
  });

  it('says what ran it', async () => {
    await open(job({ versions: { sonde: '0.1.0', node: '22.12.0', system: 'linux x64' } }));
    expect(part('[data-section=environment]')?.textContent).toMatch(
      /Sonde0\.1\.0Node\.js22\.12\.0systemlinux x64/
    );
  });

  it('opens what it made in Lab, and gives its path', async () => {
    const output = { name: 'a.ipynb', path: 'artefacts/a.ipynb', bytes: 10 };
    actions.mayOpenOutput.mockImplementation(file => file.name.endsWith('.ipynb'));
    await open(job({ artefacts: [output, { ...output, name: 'b.bin', path: 'artefacts/b.bin' }] }));
    const named = (name: string) => part(`[aria-label="${name}"]`);
    (await until(() => named('Copy path of b.bin'))).click();
    expect(actions.copy.mock.calls).toEqual([['/home/me/sonde/jobs/a/artefacts/b.bin']]);
    expect(named('Open b.bin')).toBeNull();
    named('Open a.ipynb')?.click();
    expect(actions.openOutput.mock.calls[0]?.[0].path).toBe('/home/me/sonde/jobs/a/artefacts/a.ipynb');
  });

  it('names what a cell sent', async () => {
    await open(job({ kind: 'cell', command: undefined }));
    expect(part('.sonde-JobHeader-facts')?.textContent).toBe('function of a cell · local · a');
  });

  it('asks nothing while another tab is before it', async () => {
    const asked: (AbortSignal | undefined)[] = [];
    const logPart: JobPageClient['logPart'] = (_, query) => {
      asked.push(query?.signal);
      return asked.length === 1 ? Promise.resolve(printed('a line\n', { ended: false })) : never();
    };
    const view = jest.fn(() => Promise.resolve({ series: {} } as unknown as RunView));
    const usage = { cpus: 1, memoryBytes: 1, peakMemoryBytes: 1 };
    await open(job({ state: 'running', usage }), { logPart, view });
    await until(() => asked.length === 2 && view.mock.calls.length > 0);
    page?.hide();
    await until(() => asked[1]?.aborted);
    const before = view.mock.calls.length;
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect([asked.length, view.mock.calls.length]).toEqual([2, before]);
    page?.show();
    await until(() => asked.length === 3 && view.mock.calls.length > before);
  });

  it('shows no failure of a job that was stopped', async () => {
    await open(job({ state: 'cancelled', reason: 'It was asked to stop' }));
    expect(part('.sonde-JobError')).toBeNull();
    expect(part('.sonde-JobHeader')?.textContent).toContain('It was asked to stop');
  });
});
