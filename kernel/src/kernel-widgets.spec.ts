/** Widgets over the real protocol: what a front end sends and gets, and what cells see of it. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { codePoints } from './protocol/editor.js';
import type { Message } from './protocol/wire.js';
import { KernelClient, printed, result, traceback } from './testing/client.js';

jest.setTimeout(30_000);

type State = Record<string, unknown>;

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({
    files: { 'dot.js': 'export default { render({ el }) { el.textContent = "dot"; } };\n' }
  });
  await kernel.execute(`import { button, dropdown, fileUpload, hbox, jslink, output, progress, selectMultiple, slider, tabs,
    text, textarea, widget } from '@sonde/kernel/widgets'`);
});

afterAll(() => kernel.close());

/** The open message of the last model of this name. */
function opened(model: string): { id: string; state: State; message: Message } {
  const message = kernel.iopub.findLast(
    one => one.header.msg_type === 'comm_open' && stateOf(one)._model_name === model
  );
  if (!message) throw new Error(`No ${model} was opened`);
  return { id: String(message.content.comm_id), state: stateOf(message), message };
}

function stateOf(message: Message): State {
  return (message.content.data as { state: State }).state;
}

/** What the kernel has told the model since a message. */
function told(id: string, since = 0): Message[] {
  return kernel.iopub
    .slice(since)
    .filter(one => one.header.msg_type === 'comm_msg' && one.content.comm_id === id);
}

/** Sends as the front end's model does; resolves when the kernel says that it is done with it. */
async function send(id: string, data: State, buffers: Uint8Array[] = []): Promise<string> {
  const request = await kernel.notify('comm_msg', { comm_id: id, data }, buffers);
  await kernel.until(() =>
    kernel.iopub.some(one => one.parent.msg_id === request && one.content.execution_state === 'idle')
  );
  return request;
}

const update = (state: State, buffer_paths: unknown[] = []) => ({ method: 'update', state, buffer_paths });

describe('a control', () => {
  it('is opened with its layout, its style and all of its state, and shown', async () => {
    const { outputs } = await kernel.execute(
      `slider({ min: 1, max: 50, value: 10, description: 'Epochs', layout: { width: '50%', border: '1px' }, style: { handleColor: 'red' } })`
    );
    const { id, state, message } = opened('IntSliderModel');
    expect(message.metadata).toEqual({ version: '2.1.0' });
    expect(state).toMatchObject({
      _view_name: 'IntSliderView',
      _model_module: '@jupyter-widgets/controls',
      _model_module_version: '2.0.0',
      value: 10,
      continuous_update: true,
      layout: `IPY_MODEL_${opened('LayoutModel').id}`,
      style: `IPY_MODEL_${opened('SliderStyleModel').id}`
    });
    expect(opened('LayoutModel').state).toMatchObject({
      width: '50%',
      border_top: '1px',
      border_left: '1px'
    });
    expect(opened('LayoutModel').state).not.toHaveProperty('border');
    expect(opened('SliderStyleModel').state).toMatchObject({ handle_color: 'red' });
    expect(outputs.find(one => one.header.msg_type === 'execute_result')?.content.data).toEqual({
      'application/vnd.jupyter.widget-view+json': { version_major: 2, version_minor: 0, model_id: id },
      'text/plain': `IntSlider { description: 'Epochs', value: 10, max: 50, min: 1 }`
    });
  });

  it('takes an update, echoes it under the message it came with, and tells who listens, under its own cell', async () => {
    const made = await kernel.execute(
      `var heard = slider({ description: 'Heard' }); heard.on('value', (now, before) => console.log('heard', now, before)); heard`
    );
    const { id } = opened('IntSliderModel');
    await kernel.execute('"another cell"');
    const since = kernel.iopub.length;
    const request = await send(id, update({ value: 7, no_such_name: 1 }));
    const [echo] = told(id, since);
    expect(echo?.content.data).toEqual({ method: 'echo_update', state: { value: 7 }, buffer_paths: [] });
    expect(echo?.parent.msg_id).toBe(request);
    await kernel.until(() => kernel.iopub.some(one => one.content.text === 'heard 7 0\n'));
    expect(kernel.iopub.find(one => one.content.text === 'heard 7 0\n')?.parent.msg_id).toBe(made.id);
    expect(result(await kernel.execute('heard.value'))).toBe('7');
  });

  it('that is set again and again sends what a screen can show, and the last before its cell is done', async () => {
    await kernel.execute('var bar = progress({ max: 100000 })');
    const { id } = opened('FloatProgressModel');
    const { outputs } = await kernel.execute('for (let i = 1; i <= 100000; i++) bar.value = i; "done"');
    const sent = outputs.filter(one => one.content.comm_id === id).map(one => stateOf(one).value);
    expect(sent.length).toBeLessThan(20_000);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.at(-1)).toBe(100_000);
  });

  it('answers request_state, and all of them the control comm, as a page that is loaded anew asks', async () => {
    await kernel.execute(`var kept = widget({ esm: './dot.js' }, { points: new Float32Array([1.5]), n: 1 })`);
    const { id } = opened('AnyModel');
    const since = kernel.iopub.length;
    await send(id, { method: 'request_state' });
    expect(told(id, since)[0]?.content.data).toMatchObject({ method: 'update', buffer_paths: [['points']] });
    await kernel.notify('comm_open', { comm_id: 'control', target_name: 'jupyter.widget.control', data: {} });
    await send('control', { method: 'request_states' });
    const [answer] = told('control');
    const { method, states, buffer_paths } = answer?.content.data as {
      method: string;
      states: Record<string, State>;
      buffer_paths: unknown[];
    };
    expect(method).toBe('update_states');
    expect(states[id]).toMatchObject({ model_name: 'AnyModel', model_module: 'anywidget', state: { n: 1 } });
    const at = buffer_paths.findIndex(path => (path as string[])[0] === id);
    expect(buffer_paths[at]).toEqual([id, 'state', 'points']);
    expect([...(answer?.buffers[at] ?? [])]).toEqual([...new Uint8Array(new Float32Array([1.5]).buffer)]);
  });

  it('is gone when it is closed, here or there, with its layout', async () => {
    await kernel.execute('var short = text({ value: "x" })');
    const ids = [opened('TextModel').id, opened('LayoutModel').id];
    const { outputs } = await kernel.execute('short.close(); short');
    expect(
      outputs.filter(one => one.header.msg_type === 'comm_close').map(one => one.content.comm_id)
    ).toEqual(expect.arrayContaining(ids));
    expect(traceback(await kernel.execute('short.value = "y"'))).toMatch(
      /Text has been closed: make a new one/
    );
    await kernel.execute('var other = text()');
    await kernel.notify('comm_close', { comm_id: opened('TextModel').id, data: {} });
    await kernel.until(() => true);
    const closed = await kernel.execute(
      'try { other.value = "z" } catch (error) { console.log(error.message) }'
    );
    expect(printed(closed)).toMatch(/has been closed/);
  });
});

describe('values', () => {
  it('of choices are those of the options; the front end has labels and an index', async () => {
    await kernel.execute(`var size = dropdown({ options: { small: { n: 1 }, large: { n: 2 } }, value: { n: 2 } });
      size.on('value', value => console.log('size', value, size.label))`);
    const { id, state } = opened('DropdownModel');
    expect(state).toMatchObject({ _options_labels: ['small', 'large'], index: 1 });
    expect(state).not.toHaveProperty('value');
    await send(id, update({ index: 0 }));
    await kernel.until(() => kernel.iopub.some(one => one.content.text === 'size { n: 1 } small\n'));
    const since = kernel.iopub.length;
    await kernel.execute('size.options = ["a", "b"]; size.value = "b"');
    expect(
      told(id, since)
        .map(stateOf)
        .reduce((all, one) => ({ ...all, ...one }))
    ).toEqual({
      _options_labels: ['a', 'b'],
      index: 1
    });
    await kernel.execute('var many = selectMultiple({ options: [1, 2, 3], value: [3, 1] })');
    expect(opened('SelectMultipleModel').state).toMatchObject({ index: [2, 0] });
  });

  it('of an upload are files with their bytes, and are not sent back', async () => {
    await kernel.execute('var files = fileUpload()');
    const { id } = opened('FileUploadModel');
    const since = kernel.iopub.length;
    const file = { name: 'a.bin', type: '', size: 3, last_modified: 1000 };
    await send(id, update({ value: [file], error: '' }, [['value', 0, 'content']]), [
      new Uint8Array([1, 2, 255])
    ]);
    expect(told(id, since).map(one => one.content.data)).toEqual([
      { method: 'echo_update', state: { error: '' }, buffer_paths: [] }
    ]);
    const { outputs } = await kernel.execute(
      'const [file] = files.value; console.log(file.name, [...file.content], file.lastModified.getTime())'
    );
    expect(outputs.find(one => one.content.name === 'stdout')?.content.text).toBe(
      'a.bin [ 1, 2, 255 ] 1000\n'
    );
  });

  it('of one’s own may be typed arrays, and stay what they are', async () => {
    await kernel.execute(`var own = widget({ render({ el }) { el.textContent = 'x' } }, { data: new Float64Array([1, 2]), deep: { a: [new Uint8Array([9])] } });
      own.on('message', ({ content, buffers }) => own.send({ back: content }, [buffers[0].reverse()]))`);
    const { id, message, state } = opened('AnyModel');
    expect((message.content.data as State).buffer_paths).toEqual([['data'], ['deep', 'a', 0]]);
    expect(state).toMatchObject({ deep: { a: [null] }, _anywidget_id: expect.any(String) });
    expect(String(state._esm)).toContain("el.textContent = 'x'");
    await send(id, update({}, [['data']]), [new Uint8Array(new Float64Array([3, 4, 5]).buffer)]);
    expect(result(await kernel.execute('own.data'))).toBe('Float64Array(3) [ 3, 4, 5 ]');
    const since = kernel.iopub.length;
    await send(id, { method: 'custom', content: { n: 1 } }, [new Uint8Array([1, 2])]);
    const [back] = told(id, since);
    expect(back?.content.data).toEqual({ method: 'custom', content: { back: { n: 1 } } });
    expect([...(back?.buffers[0] ?? [])]).toEqual([2, 1]);
  });

  it('of functions that await are modules that run by themselves in the browser', async () => {
    await kernel.execute(
      `widget({ async render({ el }) { const { hi } = await import('data:text/javascript,export const hi = [1]');
        for await (const n of hi) el.n = n + (await 1); } })`
    );
    const module = `data:text/javascript,${encodeURIComponent(String(opened('AnyModel').state._esm))}`;
    // Not in the kernel, which has what cells are rewritten for.
    const printed = execFileSync(process.execPath, ['--input-type=module'], {
      input: `const el = {}; await (await import(${JSON.stringify(module)})).default.render({ el }); console.log(el.n)`
    });
    expect(String(printed)).toBe('2\n');
  });

  it('are those of links on the front end by its own names', async () => {
    await kernel.execute(
      `const a = slider(), b = slider({ readoutFormat: 'd' }); jslink(a, 'readoutFormat', b, 'readoutFormat')`
    );
    expect(opened('LinkModel').state.source).toEqual([
      expect.stringMatching(/^IPY_MODEL_/),
      'readout_format'
    ]);
    expect(traceback(await kernel.execute(`jslink(a, 'value', size, 'value')`))).toMatch(
      /The front end does not know "value" of Dropdown/
    );
  });
});

describe('events', () => {
  it('are handled while another cell waits, and end its wait', async () => {
    await kernel.execute(`var go = button('Go'); go.on('click', () => console.log('clicked'))`);
    const { id } = opened('ButtonModel');
    const waiting = kernel.execute(`console.log('ready'); await go.next('click'); console.log('went on')`);
    await kernel.until(() => kernel.iopub.some(one => one.content.text === 'ready\n'));
    await send(id, { method: 'custom', content: { event: 'click' } });
    expect(printed(await waiting)).toBe('ready\nwent on\n');
  });

  it('are heard in a loop without an await that reads a widget, in their order, and once', async () => {
    await kernel.execute(`const rate = slider({ value: 3 }); const halt = button({ description: 'Halt' });
      const heard: unknown[] = []; rate.on('value', value => heard.push(value)); halt.on('click', () => { heard.push('click'); });`);
    const [rate, halt] = [opened('IntSliderModel').id, opened('ButtonModel').id];
    const from = kernel.iopub.length;
    const running = kernel.execute(
      `const until = Date.now() + 10_000; while (heard.length < 3 && Date.now() < until) void rate.value; [...heard, Date.now() < until]`
    );
    await kernel.until(() => kernel.iopub.slice(from).some(one => one.header.msg_type === 'execute_input'));
    await send(rate, update({ value: 7 }));
    await send(halt, { method: 'custom', content: { event: 'click' } });
    await send(rate, update({ value: 9 }));
    const exchange = await running;
    expect(result(exchange)).toBe("[ 7, 'click', 9, true ]");
    // It was answered while the cell ran.
    const echoed = told(rate, from).filter(one => (one.content.data as State).method === 'echo_update');
    expect(echoed).toHaveLength(2);
    expect(kernel.iopub.indexOf(echoed[1]!)).toBeLessThan(
      kernel.iopub.findIndex((one, at) => at > from && one.header.msg_type === 'execute_result')
    );
    expect(result(await kernel.execute('heard.length'))).toBe('3');
  });

  it('whose handler fails are shown under the cell of their widget, and change nothing else', async () => {
    const made = await kernel.execute(
      `var bad = button('Bad'); bad.on('click', async () => { await null; throw new RangeError('in vain') })`
    );
    await send(opened('ButtonModel').id, { method: 'custom', content: { event: 'click' } });
    await kernel.until(() => kernel.iopub.some(one => one.content.evalue?.toString().includes('in vain')));
    const error = kernel.iopub.find(one => one.content.evalue?.toString().includes('in vain'));
    expect(error?.parent.msg_id).toBe(made.id);
    expect(error?.content.ename).toBe('RangeError');
    expect(String(error?.content.evalue)).toContain('what Button "Bad" calls at "click"');
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });

  it('whose handler never ends are interrupted; the front end learns that it may send on', async () => {
    await kernel.execute(
      `var spin = button('Spin'); var spins = 0; spin.on('click', () => { console.log('spins'); while (++spins); })`
    );
    const { id } = opened('ButtonModel');
    const handled = send(id, { method: 'custom', content: { event: 'click' } });
    await kernel.until(() => kernel.iopub.some(one => one.content.text === 'spins\n'));
    await kernel.request('control', 'interrupt_request', {});
    await handled;
    expect(kernel.iopub.some(one => one.content.ename === 'KeyboardInterrupt')).toBe(true);
    const next = await kernel.execute('console.log("own"); spins > 0');
    expect(printed(next)).toBe('own\n');
    expect(result(next)).toBe('true');
  });
});

describe('an output widget', () => {
  it('says whose outputs it takes while code runs in it, around exactly what the code prints', async () => {
    await kernel.execute('var out = output()');
    const { id } = opened('OutputModel');
    const run = await kernel.execute(
      `display({ 'text/plain': 'before' });
       const answer = await out.capture(async () => { console.log('in'); await null; display({ 'text/plain': 'too' }); return 5 });
       await out.capture(() => { throw new Error('shown') });
       console.log('out', answer)`
    );
    const lines = run.outputs.flatMap(({ header, content }) => {
      if (content.comm_id === id)
        return [stateOf({ content } as Message).msg_id === run.id ? 'begin' : 'end'];
      return header.msg_type === 'status' || header.msg_type === 'execute_input'
        ? []
        : [content.text ?? header.msg_type];
    });
    expect(lines).toEqual([
      'display_data',
      'begin',
      'in\n',
      'display_data',
      'end',
      'begin',
      'error',
      'end',
      'out 5\n'
    ]);
    expect(run.reply.content.status).toBe('ok');
  });
});

describe('an iteration', () => {
  it('shows how far it is, and where it was stopped', async () => {
    await kernel.execute(
      `import { progressOf } from '@sonde/kernel/widgets'; for await (const n of progressOf(['a', 'b', 'c'], { description: 'Items' })) console.log(n)`
    );
    const bar = opened('IntProgressModel');
    const said = opened('LabelModel');
    expect(bar.state).toMatchObject({ max: 3, value: 0, description: 'Items' });
    const last = (id: string) =>
      told(id)
        .map(stateOf)
        .reduce((all, one) => ({ ...all, ...one }), {});
    expect(last(bar.id)).toEqual({ value: 3, bar_style: 'success' });
    expect(last(said.id).value).toMatch(/^3 in [\d.]+ s$/);
    await kernel.execute(`for await (const n of progressOf(['a', 'b', 'c'])) if (n === 'b') break`);
    expect(last(opened('IntProgressModel').id)).toEqual({ value: 1, bar_style: 'danger' });
    expect(last(opened('LabelModel').id).value).toMatch(/^stopped after 1 in/);
  });
});

describe('mistakes', () => {
  it.each([
    ['slider({ min: 5, max: 1 })', /IntSlider cannot go from 5 to 1: min is above max/],
    ['slider({ mni: 5 })', /IntSlider has no "mni"\s+Did you mean "min"\?/],
    ['slider({ value: 101 })', /IntSlider cannot have value 101: it goes from 0 to 100/],
    [
      `dropdown({ options: ['sgd', 'adam'], value: 'adma' })`,
      /is none of its options\s+Did you mean "adam"\?/
    ],
    [`slider().on('valu', () => 1)`, /has no event "valu"\s+Did you mean "value"\?/],
    [`hbox(['x'])`, /Child 1 of HBox is no widget but string/],
    ['tabs({ A: text() }, { selectedIndex: 3 })', /it has 1 pages/],
    [`widget({ esm: './no.js' })`, /Cannot read the esm of a widget: there is no .*no\.js/],
    ['widget({ render: Math.max })', /The text of render cannot be sent to the browser/],
    ['widget({ render() {} }, { send: 1 })', /The state of a widget cannot have the name "send"/],
    [
      'var circ: any = {}; circ.me = circ;\nwidget({ render() {} }, { circ })',
      /The state "circ" of AnyWidget contains itself, at circ\.me[^]*> 2 \| widget/
    ],
    [
      'widget({ render() {} }, { a: { b: [1n] } })',
      /"a" of AnyWidget cannot go to the browser: a\.b\[0\] is/
    ],
    ['var w = widget({ render() {} }, { a: {} as any }); w.a = { b: () => 1 }', /a\.b is a function/],
    ['w.set({ a: new Map() })', /a is a Map[^]*> 1 \| w\.set/],
    ['w.send(circ)', /The message to AnyWidget contains itself, at content\.me[^]*> 1 \| w\.send/],
    ['w.send({}, [1 as any])', /The message to AnyWidget cannot have the buffers \[ 1 \]/]
  ])('in %s are told in a sentence', async (code, sentence) => {
    expect(traceback(await kernel.execute(code))).toMatch(sentence);
  });
});

describe('types', () => {
  let asked = 0;

  /** What the editor is told while this is typed. */
  async function warnings(code: string): Promise<string> {
    const version = ++asked;
    if (version === 1)
      await kernel.notify('comm_open', { comm_id: 'd', target_name: 'sonde.diagnostics', data: {} });
    await kernel.notify('comm_msg', { comm_id: 'd', data: { cell: 'a', code, version } });
    const isAnswer = ({ content }: Message) =>
      content.comm_id === 'd' && (content.data as { version?: number } | undefined)?.version === version;
    await kernel.until(() => kernel.iopub.some(isAnswer), 20_000);
    const { diagnostics } = kernel.iopub.find(isAnswer)?.content.data as {
      diagnostics: { message: string }[];
    };
    return diagnostics.map(({ message }) => message).join('\n');
  }

  it.each([
    ['slider({ mix: 1 })', /'mix' does not exist|mix/],
    [`button({ buttonStyle: 'red' })`, /"red"/],
    [`dropdown({ options: ['sgd', 'adam'], value: 'adma' })`, /"adma"/],
    [`slider().on('valeu', () => 1)`, /valeu/],
    [
      `widget({ render() {} }).on('message', (content, buffers) => 1)`,
      /^Argument of type .* is not assignable to parameter of type '\(event: CustomMessage\) => unknown'/
    ],
    ['const word: string = slider().value', /number/],
    [
      'const outer = 42; widget({ render({ el }) { el.append(outer); } })',
      /^render\(\) runs in the browser and does not see "outer"\. Put a value into the widget's state/
    ],
    ['const make = (c: string) => widget({ render() { c } })', /^render\(\) .* does not see "c"/],
    ['document.title', /Cannot find name 'document'/],
    ['widget({ render() { new ImageDate() } })', /Cannot find name 'ImageDate'/]
  ])('underline %s', async (code, sentence) => {
    expect(await warnings(code)).toMatch(sentence);
  });

  it('are silent about what is right', async () => {
    const right = `const s = slider({ min: 1, max: 5, layout: { width: '50%' }, style: { handleColor: 'red' } });
      s.on('value', value => value.toFixed());
      const both = <Name extends 'min' | 'max'>(name: Name) => s.on(name, (value, previous) => value === previous);
      const d = dropdown({ options: { a: 1, b: 2 }, value: 2 }); const n: number | null = d.value;
      const e = dropdown({ options: ['a', 'b'] }); const w: 'a' | 'b' | null = e.value;
      const c = widget({ render({ model, el }) { el.append(document.createElement('p')); model.set('count', model.get('count') + 1); } }, { count: 0 });
      widget({ async render({ el }) { const c: HTMLCanvasElement = el; c.getContext('2d').putImageData(new ImageData(1, 1), 0, 0);
        const { scale } = await import('https://esm.sh/d3'); requestAnimationFrame(() => window.localStorage.clear());
        new ResizeObserver(() => el.dispatchEvent(new CustomEvent('x', { detail: scale }))); } });
      function paint({ el }: { el: any }) { document.body.append(el); }
      c.count += 1; await button().next('click'); jslink(s, 'value', slider(), 'value'); tabs({ A: hbox([s, d]) });`;
    expect(await warnings(right)).toBe('');
  });

  it('complete options', async () => {
    const code = 'slider({ mi';
    const { reply } = await kernel.request('shell', 'complete_request', {
      code,
      cursor_pos: codePoints(code)
    });
    expect(reply.content.matches).toEqual(expect.arrayContaining(['min']));
  });
});
