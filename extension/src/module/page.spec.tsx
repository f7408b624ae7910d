import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import {
  SondeError,
  type JobRecord,
  type ModuleAnswer,
  type PredictAnswer,
  type PredictRequest
} from '@sonde/schema';
import { JobsFeed } from '../jobs/feed.js';
import type { JobActions } from '../jobs/job-actions.js';
import { PageModel, type PageClient, type PageMemory } from './model.js';
import { ModulePage, type PageActions } from './page.js';
import { runsOf } from './runs.js';

const card = {
  metadata_version: '2.0.0',
  title: 'Penguins',
  summary: 'Tells penguins apart',
  description: 'Long',
  dates: { created: '2026-01-01', updated: '2026-02-02' },
  links: { source_code: 'https://example.org/code', dataset: 'javascript:alert(1)' },
  tags: [],
  tasks: [],
  categories: [],
  libraries: [],
  license: 'MIT'
};
const module = {
  kind: 'module',
  name: 'penguins',
  version: '1.0.0',
  folder: '/modules/penguins',
  source: 'built-in',
  card,
  readme: '# Penguins\n\nAbout them',
  here: { runs: true },
  versions: [{ version: '1.0.0', source: 'built-in', updated: '2026-02-02' }],
  input: { type: 'text', description: 'A text', schema: { type: 'string' } },
  output: { type: 'labels', description: 'Labels', schema: { type: 'object' } },
  predictOptions: { type: 'object', properties: { top: { type: 'integer', minimum: 1, default: 5 } } },
  weights: [{ path: 'w', sha256: '', bytes: 2000, format: '', licence: '', origin: '' }],
  examples: [{ title: 'Pingu', input: '/modules/penguins/a.txt', expected: 'x' }],
  train: {
    args: { type: 'object', properties: { epochs: { type: 'integer', minimum: 1, default: 3 } } },
    dataset: { layout: 'csv', description: 'A table', example: '/data/penguins.csv' },
    metrics: []
  }
} as unknown as Extract<ModuleAnswer, { kind: 'module' }>;
const container = {
  kind: 'container',
  name: 'whales',
  version: '1',
  source: 'hub',
  card: { ...card, title: 'Whales' },
  trainable: false,
  here: { runs: false, why: 'Docker is not here' },
  image: 'hub/whales',
  wouldRun: [{ where: 'On this machine', command: 'docker run hub/whales' }],
  readme: ''
} as ModuleAnswer;
const answer: PredictAnswer = {
  bundle: { 'text/plain': 'a penguin' },
  ms: 12,
  device: { engine: 'wasm', kind: 'cpu', device: '', threads: 1, why: '' },
  code: ''
};

const trans = nullTranslator.load('sonde');
/** Shows the text of a bundle. */
const rendermime = {
  clone: () => rendermime,
  createModel: ({ data }: { data: object }) => ({ data }),
  preferredMimeType: (data: object, safe: string) => (safe === 'ensure' ? Object.keys(data)[0] : undefined),
  createRenderer: () =>
    Object.assign(new Widget(), {
      renderModel(this: Widget, { data }: { data: object }) {
        this.node.textContent = String(Object.values(data)[0]);
        return Promise.resolve();
      }
    })
} as unknown as IRenderMimeRegistry;

const never = () => new Promise<never>(() => undefined);
const unexpected = () => Promise.reject(new Error('nobody asked for this'));
let client: { [Key in keyof PageClient]: jest.Mock<PageClient[Key]> };
const jobs = {} as JobActions; // no run is touched here
let actions: { [Key in keyof PageActions]: jest.Mock<PageActions[Key]> };
let saved: PageMemory | undefined;
let page: ModulePage;

beforeEach(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined; // jsdom scrolls nothing
  saved = undefined;
  client = {
    module: jest.fn<PageClient['module']>(() => Promise.resolve(module)),
    predict: jest.fn<PageClient['predict']>(() => Promise.resolve(answer)),
    why: jest.fn<PageClient['why']>(unexpected),
    check: jest.fn<PageClient['check']>(() => Promise.resolve({ summary: '3 rows' })),
    example: jest.fn<PageClient['example']>(() =>
      Promise.resolve({ text: () => Promise.resolve('a text') } as Blob)
    ),
    picture: jest.fn<PageClient['picture']>(unexpected),
    upload: jest.fn<PageClient['upload']>(() => Promise.resolve('/home/uploads/abc/mine.txt')),
    submit: jest.fn<PageClient['submit']>(unexpected),
    view: jest.fn<PageClient['view']>(unexpected)
  };
  actions = {
    openNotebook: jest.fn<PageActions['openNotebook']>(() => Promise.resolve()),
    insert: jest.fn<PageActions['insert']>(() => Promise.resolve()),
    copy: jest.fn<PageActions['copy']>(),
    choose: jest.fn<PageActions['choose']>(() => Promise.resolve(undefined)),
    pathOf: jest.fn<PageActions['pathOf']>(),
    openJobs: jest.fn<PageActions['openJobs']>()
  };
});
afterEach(() => page.dispose());

/** Until nothing has changed on the page for three turns: a busy machine may be late with one. */
async function settle(ms = 20): Promise<void> {
  let changed = true;
  const observer = new MutationObserver(() => (changed = true));
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let quiet = 0; quiet < 3; quiet = changed ? 0 : quiet + 1) {
    changed = false;
    await new Promise<void>(resolve => setTimeout(resolve, ms / 2));
  }
  observer.disconnect();
}

async function open(answered: ModuleAnswer = module): Promise<void> {
  client.module.mockResolvedValue(answered);
  const memory = {
    fetch: () => Promise.resolve(saved),
    save: (kept: PageMemory) => {
      saved = kept;
      return Promise.resolve();
    }
  };
  const model = new PageModel(answered.name, client, memory);
  const feed = new JobsFeed({ jobs: never, stream: never, cancel: never });
  page = new ModulePage({ model, feed, rendermime, actions, jobs, trans });
  Widget.attach(page, document.body);
  void model.load();
  await settle();
}

const text = () => page.node.textContent ?? '';
const find = (selector: string): HTMLElement => {
  const found = page.node.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`there is no ${selector} in ${page.node.innerHTML}`);
  return found;
};
const tabs = () => [...page.node.querySelectorAll('[role=tab]')].map(tab => tab.textContent);
function button(name: string): HTMLButtonElement | undefined {
  const buttons = [...page.node.querySelectorAll('button')];
  return buttons.find(one => one.textContent === name) ?? buttons.find(one => one.textContent.includes(name));
}
/** Clicks it when it is there: what draws it may have to wait for its turn. */
async function click(name: string): Promise<void> {
  for (let looks = 0; looks < 100 && !button(name); looks++) await settle();
  const found = button(name);
  if (!found) throw new Error(`there is no button "${name}" in ${text()}`);
  found.click();
  await settle();
}
async function type(selector: string, value: string): Promise<void> {
  const field = find(selector) as HTMLInputElement;
  const proto =
    field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

describe('the page of a module', () => {
  it('opens where the module can be tried, and draws an example at one click', async () => {
    await open();
    expect(tabs()).toEqual(['Try it', 'Overview', 'Inputs & outputs', 'Train', 'Runs', 'Versions']);
    expect(find('[aria-selected=true]').textContent).toBe('Try it');
    await click('Pingu');
    expect(client.predict.mock.calls[0]?.slice(0, 2)).toEqual([
      'penguins@1.0.0',
      { input: { example: 0 }, options: {} } satisfies PredictRequest
    ]);
    expect(find('.sonde-Try-result').textContent).toContain('a penguin');
    expect(text()).toContain('Pingu · 12 ms · wasm');
    expect((find('textarea') as HTMLTextAreaElement).value).toBe('a text');
  });

  it('says beside the field what is wrong with it, from here and from the service', async () => {
    await open();
    await click('Pingu');
    await type('input[id$=-top]', '0');
    await click('Run again');
    expect(find('.sonde-Form-error').textContent).toContain('“0” does not fit');
    expect(client.predict).toHaveBeenCalledTimes(1);
    client.predict.mockRejectedValue(
      new SondeError('arguments-wrong', 'Cannot predict', { fields: { top: ['it is too much'] } })
    );
    await type('input[id$=-top]', '9');
    await click('Run again');
    expect(find('.sonde-Form-error').textContent).toBe('it is too much');
    expect(find('.sonde-Try-result').textContent).toContain('Cannot predict');
  });

  it('predicts on what is typed, says the cell, and remembers both', async () => {
    await open();
    await type('textarea', "it's mine");
    await click('Run');
    expect(client.predict.mock.calls[0]?.[1].input).toEqual({ value: "it's mine" });
    await click('Insert into notebook');
    expect(actions.insert.mock.calls[0]?.[0]).toContain("await model.predict('it\\'s mine');");
    await settle(450);
    expect(saved?.try?.text).toBe("it's mine");
    page.dispose();
    await open();
    expect((find('textarea') as HTMLTextAreaElement).value).toBe("it's mine");
  });

  it('cancels, and shows what was there before', async () => {
    await open();
    await click('Pingu');
    let signal: AbortSignal | undefined;
    client.predict.mockImplementation((_name, _request, options) => {
      signal = options?.signal;
      return never();
    });
    await click('Run again');
    await click('Cancel');
    expect(signal?.aborted).toBe(true);
    expect(find('.sonde-Try-result').textContent).toContain('a penguin');
  });

  it('shows another version, and the cell that means that one', async () => {
    const older = { version: '0.9.0', source: 'built-in', updated: '2025-02-02' };
    const theirs = { version: '1.0.0', source: 'team', updated: '2025-02-02' };
    await open({ ...module, versions: [...module.versions, older, theirs] });
    await click('Versions');
    const rows = [...page.node.querySelectorAll('tbody tr')].map(row => row.textContent);
    expect(rows.map(row => row.includes('this one'))).toEqual([true, false, false]);
    for (const [row, wanted] of [
      [1, 'penguins@0.9.0'],
      [2, 'team/penguins@1.0.0']
    ] as const) {
      find(`tbody tr:nth-child(${row + 1}) button`).click();
      await settle();
      expect(client.module).toHaveBeenLastCalledWith(wanted);
    }
    await click('Try it');
    await type('textarea', 'x');
    expect(find('.sonde-CodeBlock pre').textContent).toContain("load('team/penguins@1.0.0')");
    await click('Run');
    expect(client.predict.mock.calls[0]?.[0]).toBe('team/penguins@1.0.0');
  });

  it('copies a dropped file and names it, not where it is kept', async () => {
    await open();
    client.predict.mockRejectedValue(new SondeError('x', '"/home/uploads/abc/mine.txt" is odd'));
    const file = { name: 'mine.txt' } as File;
    const drop = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: { files: [file] }
    });
    find('.sonde-DropZone').dispatchEvent(drop);
    await settle();
    expect(client.upload.mock.calls[0]?.[0]).toBe(file);
    expect(client.predict.mock.calls[0]?.[1].input).toEqual({ path: '/home/uploads/abc/mine.txt' });
    expect(find('[role=alert]').textContent).toContain('"mine.txt" is odd');
  });

  it('says what to do first when there is nothing to run on', async () => {
    await open();
    await click('Run');
    expect(find('[role=alert]').textContent).toBe(
      'There is nothing to run on yet.Type a text, or drop a file.'
    );
    expect(client.predict).not.toHaveBeenCalled();
  });

  it('copies the file again, and runs nothing else, when it did not arrive', async () => {
    await open();
    await click('Pingu');
    client.upload.mockRejectedValueOnce(new SondeError('disk-full', 'Cannot keep "mine.txt"'));
    const drop = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: { files: [{ name: 'mine.txt' }] }
    });
    find('.sonde-DropZone').dispatchEvent(drop);
    await settle();
    expect(find('[role=alert]').textContent).toContain('Cannot keep "mine.txt"');
    await click('Try again');
    expect(client.upload).toHaveBeenCalledTimes(2);
    expect(client.predict.mock.calls.map(([, { input }]) => input)).toEqual([
      { example: 0 },
      { path: '/home/uploads/abc/mine.txt' }
    ]);
  });

  it('copies none of more files than can be shown', async () => {
    await open();
    const files = Array.from({ length: 201 }, (_, n) => ({ name: `${n}.txt` }));
    const drop = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: { files }
    });
    find('.sonde-DropZone').dispatchEvent(drop);
    await settle();
    expect(find('[role=alert]').textContent).toContain(
      '201 files are too many to show at once: at most 200.'
    );
    expect(client.upload).not.toHaveBeenCalled();
  });

  it('stays at its version when another one cannot be shown, and says why', async () => {
    const older = { version: '0.9.0', source: 'built-in', updated: '2025-02-02' };
    await open({ ...module, versions: [...module.versions, older] });
    await click('Versions');
    client.module.mockRejectedValueOnce(new SondeError('module-broken', 'Cannot load "penguins"'));
    await click('Show');
    expect(find('[role=alert]').textContent).toContain('Cannot load "penguins"');
    expect(find('tbody tr:first-child').textContent).toContain('this one');
    await click('Show');
    expect(page.node.querySelector('[role=alert]')).toBeNull();
    expect(client.module.mock.calls.map(([name]) => name)).toEqual([
      'penguins',
      'penguins@0.9.0',
      'penguins@0.9.0'
    ]);
  });

  it('runs several dropped files together', async () => {
    await open();
    client.upload.mockImplementation(file => Promise.resolve(`/home/uploads/${file.name}`));
    const drop = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: { files: [{ name: 'a.txt' }, { name: 'b.txt' }] }
    });
    find('.sonde-DropZone').dispatchEvent(drop);
    await settle();
    expect(client.predict.mock.calls[0]?.[1].input).toEqual({
      paths: ['/home/uploads/a.txt', '/home/uploads/b.txt']
    });
    expect(text()).toContain('2 files · 12 ms');
    expect(find('.sonde-CodeBlock pre').textContent).toContain('model.predictAll([');
  });

  it('says why in one click where the module can, and asks anew about the next result', async () => {
    await open();
    await click('Pingu');
    expect(text()).not.toContain('Why?');
    page.dispose();
    client.why.mockResolvedValue({ ...answer, bundle: { 'text/plain': 'because of the beak' } });
    await open({ ...module, why: { type: 'object' } as never });
    await click('Pingu');
    await click('Why?');
    expect(client.why.mock.calls[0]?.slice(0, 2)).toEqual(['penguins@1.0.0', { input: { example: 0 } }]);
    expect(find('.sonde-WhyIt').textContent).toContain('because of the beak');
    client.predict.mockResolvedValue({ ...answer });
    await click('Run again');
    expect(find('.sonde-WhyIt').textContent).toBe('Why?');
  });

  it('makes no link of what is no web address', async () => {
    await open();
    expect([...page.node.querySelectorAll('a')].map(link => link.href)).toEqual(['https://example.org/code']);
    expect(text()).toContain('Trained on');
  });

  it('says what it was trained on, in the words of its card', async () => {
    const links = { source_code: 'https://example.org', dataset: 'https://penguins.example.org' };
    await open({ ...module, card: { ...card, links, trained_on: 'Penguins of three islands' } });
    const link = [...page.node.querySelectorAll('a')].find(one => one.href.includes('penguins'));
    expect(link?.textContent).toBe('Penguins of three islands');
  });

  it('says plainly that a container cannot run here, and how it would', async () => {
    await open(container);
    expect(tabs()).toEqual(['Overview', 'How to run it', 'Inputs & outputs']);
    expect(find('[role=note]').textContent).toContain('Cannot run here: Docker is not here');
    await click('How to run it');
    await click('Copy');
    expect(text()).toContain('docker run hub/whales');
  });

  it('cannot be tried before it is trained where no weights are published', async () => {
    await open({ ...module, weights: [] });
    expect(tabs()).not.toContain('Try it');
    expect(text()).toContain('none published: train it first');
  });

  it('says what failed and tries again', async () => {
    client.module.mockRejectedValueOnce(new SondeError('module-unknown', 'There is no such module'));
    const model = new PageModel('x', client, { fetch: () => Promise.resolve(undefined), save: never });
    const feed = new JobsFeed({ jobs: never, stream: never, cancel: never });
    page = new ModulePage({ model, feed, rendermime, actions, jobs, trans });
    Widget.attach(page, document.body);
    void model.load();
    await settle();
    expect(find('[role=alert]').textContent).toContain('There is no such module');
    await click('Retry');
    expect(text()).toContain('Tells penguins apart');
  });
});

describe('training from the page', () => {
  beforeEach(async () => {
    await open();
    await click('Train');
  });

  it('asks for data before anything else', async () => {
    await click('Start');
    expect(find('.sonde-Form-error').textContent).toContain('use the example data');
    expect(client.submit).not.toHaveBeenCalled();
  });

  it('checks the example data with one click, and starts a job', async () => {
    await click('Use the example data');
    await click('Check');
    expect(find('.sonde-Train-said').textContent).toBe('3 rows');
    await type('input[id$=-epochs]', '7');
    client.submit.mockResolvedValue({ title: 'penguins on penguins.csv' } as JobRecord);
    await click('Start');
    expect(client.submit.mock.calls[0]?.[0]).toEqual({
      kind: 'train',
      module: 'penguins',
      data: '/data/penguins.csv',
      args: { epochs: 7 }
    });
    expect(actions.openJobs).toHaveBeenCalled();
  });
});

describe('the runs of a module', () => {
  it('are those of its name and source, newest first', () => {
    const job = (id: string, name: string, labels: Record<string, string>, created: string) =>
      ({ id, module: `${name}@1.0.0`, labels, created }) as unknown as JobRecord;
    const jobs = [
      job('a', 'penguins', {}, '2026-01-01'),
      job('b', 'penguins', { source: 'team' }, '2026-01-02'),
      job('c', 'penguins', {}, '2026-01-03'),
      job('d', 'whales', {}, '2026-01-04')
    ];
    const of = (source: string, isFirst: boolean) =>
      runsOf({ name: 'penguins', source, isFirst }, jobs).map(({ id }) => id);
    expect(of('built-in', true)).toEqual(['c', 'a']);
    expect(of('team', false)).toEqual(['b']);
    expect(of('team', true)).toEqual(['c', 'b', 'a']);
  });
});
