/** Ties a value of one widget to that of another: here, or in the front end, where it holds without a kernel. */
import { isDeepStrictEqual } from 'node:util';
import { SondeError } from '@sonde/schema/error';
import { checkNames } from './check.js';
import { kindOf } from './make.js';
import type { Control, Widget } from './types.js';
import { ModelWidget } from './widget.js';

/** Keeps both the same, beginning with the source's. Returns what ends that. */
export function link<S extends object, T extends object>(
  source: Control<S>,
  name: keyof S & string,
  target: Control<T>,
  targetName: keyof T & string
): () => void {
  const a = source as unknown as ModelWidget;
  const b = target as unknown as ModelWidget;
  const tie = (from: ModelWidget, one: string, to: ModelWidget, other: string) =>
    from.on(one, (value: unknown) => {
      if (!isDeepStrictEqual(to.get(other), value)) to.set({ [other]: value });
    });
  const ends = [tie(a, name, b, targetName), tie(b, targetName, a, name)];
  b.set({ [targetName]: a.get(name) });
  return () => ends.forEach(end => end());
}

/** As {@link link}, done by the front end: it holds while the kernel is busy, and without one. */
export function jslink<S extends object, T extends object>(
  source: Control<S>,
  name: keyof S & string,
  target: Control<T>,
  targetName: keyof T & string
): Widget {
  return frontEndLink('Link', source, name, target, targetName);
}

/** In one direction: the target follows the source. */
export function jsdlink<S extends object, T extends object>(
  source: Control<S>,
  name: keyof S & string,
  target: Control<T>,
  targetName: keyof T & string
): Widget {
  return frontEndLink('DirectionalLink', source, name, target, targetName);
}

function frontEndLink(
  kind: 'Link' | 'DirectionalLink',
  source: unknown,
  name: string,
  target: unknown,
  targetName: string
): Widget {
  const ends = { source: end(source as ModelWidget, name), target: end(target as ModelWidget, targetName) };
  return new ModelWidget(kindOf(kind), ends);
}

function end(widget: ModelWidget, name: string): [ModelWidget, string] {
  const { spec } = widget.modelKind;
  checkNames(widget.toString(), spec, [name]);
  const { wire } = spec.attributes[name]!;
  if (wire !== '') return [widget, wire];
  throw new SondeError('widget-link', `The front end does not know "${name}" of ${widget.toString()}`, {
    hint: 'Link its "index", or use link(), which goes through the kernel.'
  });
}
