// Runs in the browser for bench/catalogue.mjs: the real panel and its model on a service that is a folder of lists, and
// a general search library with its own settings on the same cards.
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { CatalogueSearch } from '@sonde/schema/catalogue-search';
import MiniSearch from 'minisearch';
import { flushSync } from 'react-dom';
import { CatalogueModel } from '../../extension/lib/catalogue/model.js';
import { CataloguePanel } from '../../extension/lib/catalogue/panel.js';
import '../../style/index.css';

const nothing = () => Promise.resolve();
const actions = {
  openPage: nothing,
  openNotebook: nothing,
  insertSnippet: nothing,
  copySnippet: nothing,
  mayDrag() {}
};
let model;
let kept;

const json = async path => (await fetch(path)).json();
const frame = () => new Promise(resolve => requestAnimationFrame(resolve));

/** Resolves once the next frame was painted: a task that comes behind it. */
const painted = () =>
  frame().then(
    () =>
      new Promise(resolve => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      })
  );

globalThis.bench = {
  /** Milliseconds from the panel's opening to a first screen of rows, asking the service included. */
  async open(cards, restored) {
    const client = {
      modules: ({ first } = {}) => json(`/modules/${cards}${first === undefined ? '' : `?first=${first}`}`),
      refreshModules: () => json(`/modules/${cards}`),
      catalogueRevision: () => Promise.resolve('')
    };
    model = new CatalogueModel(client);
    if (restored) model.restore(restored);
    const panel = new CataloguePanel({ model, actions, trans: nullTranslator.load('sonde') });
    panel.node.style.cssText = 'position: absolute; inset: 0; width: var(--width, 320px)';
    const begun = performance.now();
    Widget.attach(panel, document.body);
    const drawn = await new Promise(resolve => {
      const look = () =>
        document.querySelector('.sonde-Card') && (observer.disconnect(), resolve(performance.now()));
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true });
    });
    await frame();
    return { drawn: drawn - begun, painted: performance.now() - begun };
  },
  /** Until all cards are indexed. */
  async indexed() {
    while (!model.view.facets) await new Promise(resolve => setTimeout(resolve, 20));
  },
  /**
   * Each state of the search box as it is typed: milliseconds from the key until its rows are in the page (`rows`), and until the
   * frame that shows them was painted (`shown`).
   */
  async type(states) {
    const rows = [];
    const shown = [];
    const box = document.querySelector('.sonde-SearchBox-input');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    for (const text of states) {
      await frame();
      const key = performance.now();
      set.call(box, text);
      flushSync(() => box.dispatchEvent(new Event('input', { bubbles: true })));
      rows.push(performance.now() - key);
      await painted();
      shown.push(performance.now() - key);
    }
    return { rows, shown };
  },
  /** Builds a search over `cards` entries and keeps both. */
  async build(who, cards) {
    const { entries } = await json(`/modules/${cards}`);
    const begun = performance.now();
    const search = who === 'ours' ? new CatalogueSearch(entries) : miniSearch(entries);
    if (who === 'ours') search.advance();
    kept = {
      entries,
      search,
      find: who === 'ours' ? text => search.find({ text }) : text => search.search(text)
    };
    return performance.now() - begun;
  },
  async keepEntries(cards) {
    kept = { entries: (await json(`/modules/${cards}`)).entries };
  },
  find(states) {
    return states.map(text => {
      const begun = performance.now();
      kept.find(text);
      return performance.now() - begun;
    });
  }
};

/** The settings that its manual recommends for searching while typing. */
function miniSearch(entries) {
  const index = new MiniSearch({
    fields: ['title', 'name', 'tags', 'summary'],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 2 }, combineWith: 'AND' }
  });
  index.addAll(
    entries.map(({ name, card }, id) => ({
      id,
      name,
      title: card.title,
      summary: card.summary,
      tags: [card.tags, card.tasks, card.categories, card.libraries, card['data-type']].flat().join(' ')
    }))
  );
  return index;
}
