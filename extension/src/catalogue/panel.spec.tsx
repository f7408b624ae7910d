import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { SondeError, type ListedEntry, type ModuleList, type SourceState } from '@sonde/schema';
import { act } from 'react-dom/test-utils';
import { CatalogueModel } from './model.js';
import { CataloguePanel } from './panel.js';

const module = (name: string, more: Partial<Extract<ListedEntry, { kind: 'module' }>> = {}): ListedEntry => ({
  ok: true,
  kind: 'module',
  name,
  version: '1.0.0',
  source: 'built-in',
  trainable: false,
  here: { runs: true },
  input: 'image',
  output: 'labels',
  bytes: 1,
  ...more,
  card: {
    metadata_version: '2.0.0',
    title: `The ${name}`,
    summary: `About ${name} and more`,
    dates: { created: '', updated: '' },
    links: { source_code: 'https://example.org' },
    tags: ['small'],
    tasks: ['Classification'],
    categories: [],
    libraries: ['TensorFlow']
  }
});
const container = {
  ...module('whales', { source: 'hub' }),
  kind: 'container',
  here: { runs: false, why: 'Docker is not here' }
} as ListedEntry;
const broken: ListedEntry = {
  ok: false,
  name: 'odd',
  source: 'hub',
  folder: '/odd',
  problem: 'title is missing'
};
const listOf = (entries: ListedEntry[], sources: SourceState[] = []): ModuleList => ({
  entries,
  total: entries.length,
  sources,
  revision: ''
});

let panel: CataloguePanel;
let done: [string, string][];

beforeEach(() => {
  // jsdom lays nothing out: a screen of 600 pixels, rows of 100.
  jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return this.classList.contains('sonde-CardList-row') ? 100 : 600;
  });
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(300);
  HTMLElement.prototype.scrollTo = function (this: HTMLElement, options?: ScrollToOptions | number) {
    this.scrollTop = (options as ScrollToOptions).top ?? 0;
    this.dispatchEvent(new Event('scroll'));
  };
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});

afterEach(async () => {
  await drawn(() => panel.dispose());
  jest.restoreAllMocks();
});

async function show(answers: (ModuleList | Error)[], restore?: (model: CatalogueModel) => void) {
  done = [];
  const next = () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const model = new CatalogueModel(
    { modules: next, refreshModules: next, catalogueRevision: () => Promise.resolve('') },
    { idle: work => work() }
  );
  restore?.(model);
  const act1 = (what: string) => (module: string) => {
    done.push([what, module]);
    return Promise.resolve();
  };
  panel = new CataloguePanel({
    model,
    trans: nullTranslator.load('sonde'),
    addSource: () => act1('add')(''),
    actions: {
      openPage: act1('page'),
      openNotebook: act1('notebook'),
      runNotebook: act1('run'),
      insertSnippet: act1('insert'),
      copySnippet: act1('copy'),
      mayDrag: () => undefined
    }
  });
  await drawn(async () => {
    Widget.attach(panel, document.body);
    MessageLoop.flush();
    await model.ensureLoaded();
  });
  // Lab draws when the browser is idle.
  await drawn(() => new Promise(resolve => setTimeout(resolve, 5)));
  return model;
}

/** Does something and lets React draw what it changed. */
async function drawn(work: () => unknown): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- React 18.2 has it nowhere else.
  await act(async () => {
    await work();
  });
}

const all = <E extends HTMLElement = HTMLElement>(selector: string) => [
  ...panel.node.querySelectorAll<E>(selector)
];
const text = (selector: string) => panel.node.querySelector(selector)?.textContent ?? '';
const titles = () => all('.sonde-Card-title').map(node => node.textContent);
const button = (label: string) =>
  all<HTMLButtonElement>('button').find(node =>
    [node.textContent, node.ariaLabel, node.title].includes(label)
  )!;
const click = (node: HTMLElement) => drawn(() => node.click());
const press = (node: Element, key: string, more: KeyboardEventInit = {}) =>
  drawn(() => void node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more })));
const search = (model: CatalogueModel, query: string) =>
  drawn(() => {
    model.query = query;
  });

describe('CataloguePanel', () => {
  it('shows what runs here, then containers with why they do not, then what is broken', async () => {
    await show([listOf([broken, container, module('image')])]);
    expect(titles()).toEqual(['The image', 'The whales', 'odd']);
    expect(text('[data-kind=container]')).toContain('Container');
    expect(text('[data-kind=container] .sonde-Card-why')).toBe('Does not run here: Docker is not here');
    expect(text('[data-kind=broken]')).toContain('title is missing');
    expect(text('.sonde-Panel-count')).toBe('3 modules');
  });

  it('draws only what is in sight of 10,000 rows, and says which ones they are', async () => {
    await show([listOf(Array.from({ length: 10_000 }, (_, n) => module(`m${n}`)))]);
    expect(all('.sonde-Card').length).toBeLessThan(20);
    expect(text('.sonde-Panel-count')).toBe('10000 modules');
    const row = all('.sonde-CardList-row')[1]!;
    expect([row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')]).toEqual(['2', '10000']);
  });

  it('marks what was searched for', async () => {
    const model = await show([listOf([module('image'), module('text')])]);
    await search(model, 'imgae mo');
    expect(titles()).toEqual(['The image']);
    expect(all('.sonde-Mark').map(node => node.textContent)).toEqual(['image', 'image', 'image', 'mo']);
    expect(text('.sonde-Panel-count')).toBe('1 of 2 modules');
  });

  it('moves by keys, opens the page on Enter and runs the example on Ctrl+Enter', async () => {
    await show([listOf([module('a'), module('b')])]);
    const input = panel.node.querySelector('input')!;
    input.focus();
    await press(input, 'ArrowDown');
    expect(document.activeElement?.getAttribute('data-module')).toBe('a');
    await press(document.activeElement!, 'ArrowDown');
    expect(document.activeElement?.getAttribute('data-module')).toBe('b');
    await press(document.activeElement!, 'Enter');
    await press(document.activeElement!, 'Enter', { ctrlKey: true });
    await press(document.activeElement!, '/');
    expect(document.activeElement).toBe(input);
    expect(done).toEqual([
      ['page', 'b'],
      ['run', 'b']
    ]);
  });

  it('runs the best hit on Ctrl+Enter in the search box', async () => {
    const model = await show([listOf([module('image'), module('text')])]);
    await drawn(() => (model.query = 'text'));
    await press(panel.node.querySelector('input')!, 'Enter', { ctrlKey: true });
    expect(done).toEqual([['run', 'text']]);
  });

  it('opens the page on a click, and does what a button of the row says instead', async () => {
    await show([listOf([module('a'), container])]);
    await click(all('.sonde-Card')[0]!);
    await click(button('Copy snippet'));
    expect(done.map(([what]) => what)).toEqual(['page', 'copy']);
    expect(text('.sonde-Card-copied')).toBe('Copied');
    expect(all('[data-kind=container] button').map(node => node.title)).not.toContain('Open notebook');
  });

  it('clears the words on Escape', async () => {
    const model = await show([listOf([module('a')])]);
    await search(model, 'a');
    await press(panel.node.querySelector('input')!, 'Escape');
    expect(model.query).toBe('');
  });

  it('narrows by facets with counts; each chip takes its filter out again', async () => {
    const model = await show([listOf([module('a'), container, module('b', { trainable: true })])]);
    await click(button('Filters'));
    const chip = (label: string) =>
      all('.sonde-FacetChip').find(node => node.textContent?.startsWith(label))!;
    expect(chip('hub').textContent).toBe('hub1');
    await click(chip('built-in'));
    expect(chip('built-in').getAttribute('aria-pressed')).toBe('true');
    expect(titles()).toEqual(['The a', 'The b']);
    await drawn(() => model.toggle('trainable', 'yes'));
    expect(all('.sonde-ActiveFilter').map(node => node.textContent)).toEqual(['Trainable', 'built-in']);
    await click(button('Remove the filter Trainable: Trainable'));
    expect(titles()).toHaveLength(2);
    await click(button('Clear all'));
    expect(titles()).toHaveLength(3);
    expect(all('.sonde-ActiveFilter')).toEqual([]);
  });

  it('shows the modules that accept a file', async () => {
    await show([listOf([module('image'), module('sound', { input: 'audio' }), container])]);
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(drop, { dataTransfer: { types: ['Files'], files: [{ name: 'Photo.JPG' }] } });
    await drawn(() => void panel.node.dispatchEvent(drop));
    expect(drop.defaultPrevented).toBe(true);
    expect(titles()).toEqual(['The image']);
    expect(text('.sonde-ActiveFilter')).toBe('accepts Photo.JPG');
    const fromLab = new Event('lm-drop', { bubbles: true });
    Object.assign(fromLab, { mimeData: { hasData: () => true, getData: () => ['RTC:work/notes.xyz'] } });
    await drawn(() => void panel.node.dispatchEvent(fromLab));
    expect(text('.sonde-Notice-title')).toBe('No module here accepts notes.xyz');
    await click(button('Without "accepts notes.xyz"'));
    expect(titles()).toHaveLength(3);
  });

  it('says what to leave out where nothing matches', async () => {
    const model = await show([listOf([module('a')])]);
    await drawn(() => model.toggle('here', 'no'));
    await search(model, 'zebra');
    expect(text('.sonde-Notice-title')).toBe('Nothing matches "zebra"');
    await click(button('Clear search'));
    expect(text('.sonde-Notice-title')).toBe('Nothing matches these filters');
    await click(button('Without "Does not run here"'));
    expect(titles()).toEqual(['The a']);
  });

  it('tells an empty catalogue from one without sources', async () => {
    await show([listOf([])]);
    expect(text('.sonde-Notice-title')).toBe('The catalogue has no sources');
    await click(button('Add a source…'));
    expect(done).toEqual([['add', '']]);
    await drawn(() => panel.dispose());
    await show([listOf([], [{ name: 's', kind: 'folder', location: '/s', status: 'fresh', entries: 0 }])]);
    expect(text('.sonde-Notice-title')).toBe('The catalogue is empty');
  });

  it('shows what went wrong with a retry and details to copy', async () => {
    await show([
      new SondeError('service-down', 'It did not start', { hint: 'Look there' }),
      listOf([module('a')])
    ]);
    expect(text('[role=alert]')).toContain('It did not start');
    expect(button('Copy details')).toBeDefined();
    await click(button('Retry'));
    expect(titles()).toEqual(['The a']);
  });

  it('says which source cannot be reached, why, and how old its modules are', async () => {
    const fetched = new Date(Date.now() - 3 * 3600_000).toISOString();
    const hub: SourceState = {
      name: 'hub',
      kind: 'http',
      location: 'https://hub.example',
      status: 'cached',
      entries: 1,
      fetched,
      problem: 'It answered 500.'
    };
    await show([listOf([container], [hub])]);
    expect(text('.sonde-Banner')).toContain('The source "hub" cannot be reached.');
    expect(text('.sonde-Banner')).toMatch(/as they were 3\s?hr?\.? ago/);
    expect(text('.sonde-Banner-details')).toContain('It answered 500.');
    expect(text('.sonde-SourcesLine')).toMatch(/Updated 3 hr\. ago·Refresh/);
  });

  it('tells a source of which some modules are missing from one that is not there', async () => {
    const state = (more: Partial<SourceState>): SourceState => ({
      name: 'hub',
      kind: 'gitmodules',
      location: 'https://hub.example',
      status: 'fresh',
      entries: 1,
      fetched: new Date().toISOString(),
      ...more
    });
    const title = async (...sources: SourceState[]) => {
      await show([listOf([container], sources)]);
      const found = text('.sonde-Banner-text > strong');
      await drawn(() => panel.dispose());
      return found;
    };
    const some = state({ problem: '2 of 46 cards could not be fetched.' });
    const gone = state({ name: 'far', status: 'failed', problem: 'It answered 500.' });
    const folder = state({ name: 'mine', kind: 'folder', status: 'failed', problem: 'It is not there.' });
    expect(await title(some)).toBe('Some modules of the source "hub" could not be fetched.');
    expect(await title(folder)).toBe('The source "mine" cannot be read.');
    expect(await title(gone, { ...gone, name: 'farther' })).toBe('2 of 2 sources cannot be reached.');
    expect(await title(some, gone, state({}))).toBe('2 of 3 sources have problems.');
    await show([listOf([])]);
  });

  it('says that nothing is fetched when it works offline, and how old what it shows is', async () => {
    const fetched = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const hub = { name: 'hub', kind: 'http', location: 'https://hub', status: 'cached', entries: 1 } as const;
    await show([{ ...listOf([container], [{ ...hub, fetched }]), offline: true }]);
    expect(text('.sonde-Banner')).toMatch(/SONDE_OFFLINE is set\. .*as they were 3 days ago/);
    expect(all('.sonde-Tag').map(node => node.textContent)).toContain('Cached');
  });
});
