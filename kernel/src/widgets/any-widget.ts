/**
 * Widgets of one's own: a module that draws in the browser (anywidget's format), and state that both sides share. The
 * anywidget extension of JupyterLab loads the module.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { Script } from 'node:vm';
import { cellRuntime, currentDisplay } from '@sonde/schema/display';
import { SondeError } from '@sonde/schema/error';
import { show } from './check.js';
import { kindOf } from './make.js';
import type { Attribute } from './model-spec.js';
import type { Control, CustomMessage } from './types.js';
import { ModelWidget, type State } from './widget.js';

/** The model as the functions in the browser see it. Typed arrays arrive there as a `DataView`. */
export interface AnyWidgetModel<S> {
  get<Name extends keyof S & string>(name: Name): S[Name];
  set<Name extends keyof S & string>(name: Name, value: S[Name]): void;
  /** Sends what was set to the kernel. */
  save_changes(): void;
  on(event: `change:${keyof S & string}`, handler: () => void): void;
  on(event: 'msg:custom', handler: (content: unknown, buffers: DataView[]) => void): void;
  off(event?: string | null, handler?: unknown): void;
  send(content: unknown, callbacks?: unknown, buffers?: readonly (ArrayBuffer | ArrayBufferView)[]): void;
}

export interface RenderContext<S> {
  model: AnyWidgetModel<S>;
  /** Where to draw: an element of the page. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- cells do not have the types of the browser
  el: any;
  /** Aborted when the widget goes. */
  signal: AbortSignal;
}

// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- nothing, or what tidies up
type Cleanup = void | (() => void | Promise<void>);

/**
 * What runs in the browser. `render` and `initialize` are sent there as text: they see nothing of the notebook but the
 * model. For more than a function write a module, and give its file, its address or its text as `esm`.
 */
export interface AnyWidgetModule<S> {
  /** Draws one view of the widget. */
  render?: (context: RenderContext<S>) => Cleanup | Promise<Cleanup>;
  /** Once, before the first view. */
  initialize?: (context: Pick<RenderContext<S>, 'model' | 'signal'>) => Cleanup | Promise<Cleanup>;
  /** A module in place of the functions: a file of the notebook's folder, an `http` address, or its text. */
  esm?: string | URL;
  /** Style sheet: a file, an address, or its text. */
  css?: string | URL;
  /** Lines before the functions, such as `import * as d3 from 'https://esm.sh/d3@7';`. */
  imports?: string;
}

export type AnyWidget<S extends object> = Control<S, { message: CustomMessage }> & S;

/**
 * A widget of your own.
 *
 * @example
 * const counter = widget({
 *   render({ model, el }) {
 *     const button = document.createElement('button');
 *     const show = () => (button.textContent = `clicked ${model.get('count')} times`);
 *     button.onclick = () => { model.set('count', model.get('count') + 1); model.save_changes(); };
 *     model.on('change:count', show);
 *     show();
 *     el.append(button);
 *   }
 * }, { count: 0 });
 * counter.on('count', count => console.log(count));
 */
export function widget<S extends object>(module: AnyWidgetModule<S>, state: S = {} as S): AnyWidget<S> {
  const { css } = module;
  const given = { ...state } as State;
  const inner: Record<string, Attribute> = {
    esm: { type: 'string', default: moduleText(module as AnyWidgetModule<object>), wire: '_esm' },
    anywidgetId: { type: 'string', default: 'sonde.widget', wire: '_anywidget_id' },
    ...(css !== undefined && { css: { type: 'string', default: contentOf(css, 'css'), wire: '_css' } })
  };
  const own = Object.keys(given).map((name): [string, Attribute] => [
    name,
    { type: 'any', default: null, wire: name, none: true }
  ]);
  const { layout, tabbable, tooltip, domClasses } = kindOf('Box').spec.attributes;
  const spec = {
    module: 'anywidget',
    // Whichever is installed: what a module may do has not changed between them.
    version: '*',
    model: 'AnyModel',
    view: 'AnyView',
    attributes: {
      ...prefixed(inner),
      layout: layout!,
      tabbable: tabbable!,
      tooltip: tooltip!,
      domClasses: domClasses!,
      ...Object.fromEntries(own)
    }
  };
  return new ModelWidget({ name: 'AnyWidget', spec, events: ['message'] }, given) as unknown as AnyWidget<S>;
}

/** Names that no state has by chance. */
function prefixed(attributes: Record<string, Attribute>): Record<string, Attribute> {
  return Object.fromEntries(Object.entries(attributes).map(([, attribute]) => [attribute.wire, attribute]));
}

function moduleText({ render, initialize, esm, imports = '' }: AnyWidgetModule<object>): string {
  if (esm !== undefined) {
    if (render || initialize)
      throw new SondeError('widget-module', 'A widget has functions or a module, not both', {
        hint: 'Give render and initialize, or esm.'
      });
    return contentOf(esm, 'esm');
  }
  if (!render && !initialize)
    throw new SondeError('widget-module', 'A widget of your own needs something that draws it', {
      hint: 'Give a function render({ model, el }), or a module as esm.'
    });
  const functions = Object.entries({ render, initialize }).filter(([, one]) => one !== undefined);
  const lines = functions.map(([name, one]) => `const ${name} = ${functionText(name, one)};`);
  const runtime = lines.some(line => line.includes(cellRuntime)) ? browserRuntime : '';
  return [imports, runtime, ...lines, `export default { ${functions.map(([name]) => name).join(', ')} };`, '']
    .filter((line, index) => index > 1 || line !== '')
    .join('\n');
}

/** What the kernel writes around `await` and `import()` so that an interrupt ends them: nothing interrupts the browser. */
const browserRuntime = `const ${cellRuntime} = { wait: value => value, each: values => values, import: name => import(name), meta: import.meta };`;

/** A function's text as an expression; that of a method is none by itself. */
function functionText(name: string, one: unknown): string {
  if (typeof one !== 'function')
    throw new SondeError('widget-module', `${name} of a widget must be a function, not ${show(one)}`);
  const text = Function.prototype.toString.call(one);
  if (isExpression(`(${text})`)) return text;
  if (isExpression(`({${text}})`)) return `({ ${text} })[${JSON.stringify(one.name)}]`;
  throw new SondeError('widget-module', `The text of ${name} cannot be sent to the browser`, {
    hint: 'Write it as a function of its own: neither a class nor something built in or bound.'
  });
}

function isExpression(text: string): boolean {
  try {
    new Script(text);
    return true;
  } catch {
    return false;
  }
}

/** Of a file what is in it; an address and a text stay. */
function contentOf(source: string | URL, what: 'esm' | 'css'): string {
  if (source instanceof URL && source.protocol !== 'file:') return source.href;
  const text = source instanceof URL ? undefined : source;
  if (text !== undefined && !isFileName(text)) return text;
  const directory = currentDisplay()?.directory ?? process.cwd();
  const path = text === undefined ? source : isAbsolute(text) ? text : resolve(directory, text);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SondeError(
      'widget-module',
      `Cannot read the ${what} of a widget: there is no ${String(path)}`,
      {
        hint: `A file is looked for in ${directory}; a text has more than a file's name.`,
        cause
      }
    );
  }
}

function isFileName(text: string): boolean {
  return !/[\n{;]/.test(text) && !/^https?:/.test(text) && /\.(m?js|css)$/.test(text.trim());
}
