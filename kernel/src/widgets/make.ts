/** Makes the functions that cells call, one for each kind of control. */
import type { Attribute } from './model-spec.js';
import { models, type ModelName } from './models.js';
import type { Options } from './types.js';
import { ModelWidget, type Kind } from './widget.js';

/** @param local what cells see and the front end does not know */
export function kindOf(
  name: ModelName,
  more: Omit<Kind, 'name' | 'spec'> = {},
  local: Readonly<Record<string, Attribute>> = {}
): Kind {
  const model = models[name];
  return { name, spec: { ...model, attributes: { ...model.attributes, ...local } }, ...more };
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what the table holds under the name
export function maker<W, S>(kind: Kind): (options?: Options<S>) => W {
  return options => new ModelWidget(kind, options) as unknown as W;
}

/** The event of models that say `{event: name}`. */
export function named(name: string): Pick<Kind, 'event' | 'events'> {
  return {
    events: [name],
    event: content => ((content as { event?: unknown } | null)?.event === name ? name : undefined)
  };
}
