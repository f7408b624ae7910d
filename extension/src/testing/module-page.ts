/** A module's page in jsdom, with a service whose answers the test decides. */
import { afterEach, beforeEach, jest } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import type { ModuleAnswer, PredictAnswer } from '@sonde/schema';
import { JobsFeed } from '../jobs/feed.js';
import type { JobActions } from '../jobs/job-actions.js';
import { PageModel, type PageClient, type PageMemory } from '../module/model.js';
import { ModulePage, type PageActions } from '../module/page.js';

export const card = {
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
export const module = {
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
export const container = {
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
export const answer: PredictAnswer = {
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

export const never = () => new Promise<never>(() => undefined);
const unexpected = () => Promise.reject(new Error('nobody asked for this'));
export let client: { [Key in keyof PageClient]: jest.Mock<PageClient[Key]> };
const jobs = {} as JobActions; // no run is touched here
export let actions: { [Key in keyof PageActions]: jest.Mock<PageActions[Key]> };
export let saved: PageMemory | undefined;
export let page: ModulePage;

/** To be called once in each file of tests: everything is new for each of them. */
export function usesModulePage(): void {
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
}

/** Until nothing has changed on the page for three turns: a busy machine may be late with one. */
export async function settle(ms = 20): Promise<void> {
  let changed = true;
  const observer = new MutationObserver(() => (changed = true));
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let quiet = 0; quiet < 3; quiet = changed ? 0 : quiet + 1) {
    changed = false;
    await new Promise<void>(resolve => setTimeout(resolve, ms / 2));
  }
  observer.disconnect();
}

/** Opens the page with what the service answers for the module. */
export async function open(answered: ModuleAnswer = module): Promise<void> {
  client.module.mockResolvedValue(answered);
  await openNamed(answered.name);
}

/** Opens it whatever the service answers. */
export async function openNamed(name: string): Promise<void> {
  const memory = {
    fetch: () => Promise.resolve(saved),
    save: (kept: PageMemory) => {
      saved = kept;
      return Promise.resolve();
    }
  };
  const model = new PageModel(name, client, memory);
  const feed = new JobsFeed({ jobs: never, stream: never, cancel: never });
  page = new ModulePage({ model, feed, rendermime, actions, jobs, trans });
  Widget.attach(page, document.body);
  void model.load();
  await settle();
}

export const text = () => page.node.textContent ?? '';
export const find = (selector: string): HTMLElement => {
  const found = page.node.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`there is no ${selector} in ${page.node.innerHTML}`);
  return found;
};
export const tabs = () => [...page.node.querySelectorAll('[role=tab]')].map(tab => tab.textContent);
export function button(name: string): HTMLButtonElement | undefined {
  const buttons = [...page.node.querySelectorAll('button')];
  return buttons.find(one => one.textContent === name) ?? buttons.find(one => one.textContent.includes(name));
}
/** Clicks it when it is there: what draws it may have to wait for its turn. */
export async function click(name: string): Promise<void> {
  for (let looks = 0; looks < 100 && !button(name); looks++) await settle();
  const found = button(name);
  if (!found) throw new Error(`there is no button "${name}" in ${text()}`);
  found.click();
  await settle();
}
export async function type(selector: string, value: string): Promise<void> {
  const field = find(selector) as HTMLInputElement;
  const proto =
    field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
