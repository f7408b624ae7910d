/** Who wants to know of a widget's changes and events. */
import type { OutputPlace } from '@sonde/schema/display';
import { SondeError } from '@sonde/schema/error';
import { nearest } from '../runtime/nearest.js';
import { show } from './check.js';

export type Handler = (...values: never[]) => unknown;

export class Handlers {
  private readonly handlers = new Map<string, Set<Handler>>();

  constructor(
    private readonly names: readonly string[],
    /** The widget, as sentences name it. */
    private readonly what: () => string,
    /** Under the cell that made the widget: there goes what handlers print and throw. Missing outside a kernel. */
    private readonly place: OutputPlace | undefined
  ) {}

  /** Returns what takes it away again. */
  add(name: string, handler: Handler): () => void {
    if (!this.names.includes(name)) throw this.unknown(name);
    if (typeof handler !== 'function')
      throw new SondeError(
        'widget-handler',
        `A function was wanted to call at "${name}", not ${show(handler)}`
      );
    const handlers = this.handlers.get(name) ?? new Set();
    this.handlers.set(name, handlers.add(handler));
    return () => void handlers.delete(handler);
  }

  emit(name: string, values: unknown[]): void {
    for (const handler of [...(this.handlers.get(name) ?? [])]) this.call(name, handler, values);
  }

  clear(): void {
    this.handlers.clear();
  }

  /** One that fails, now or later, says so. */
  private call(name: string, handler: Handler, values: unknown[]): void {
    const failed = (error: unknown) => {
      if (!this.place) throw error;
      this.place.fail(error, `It was thrown by what ${this.what()} calls at "${name}"; the widget goes on.`);
    };
    const work = () => {
      try {
        const result = handler(...(values as never[]));
        if (result instanceof Promise) result.catch(failed);
      } catch (error) {
        failed(error);
      }
    };
    if (this.place) this.place.within(work);
    else work();
  }

  private unknown(name: string): SondeError {
    const close = nearest(name, this.names);
    return new SondeError('widget-event', `${this.what()} has no event "${name}"`, {
      hint: close ? `Did you mean "${close}"?` : `It has ${this.names.join(', ')}.`
    });
  }
}
