import { describe, expect, it } from '@jest/globals';
import { SondeError, type PredictRequest } from '@sonde/schema';
import {
  actions,
  answer,
  card,
  click,
  client,
  container,
  find,
  module,
  never,
  open,
  openNamed,
  page,
  saved,
  settle,
  tabs,
  text,
  type,
  usesModulePage
} from '../testing/module-page.js';

usesModulePage();

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
    await openNamed('x');
    expect(find('[role=alert]').textContent).toContain('There is no such module');
    await click('Retry');
    expect(text()).toContain('Tells penguins apart');
  });
});
