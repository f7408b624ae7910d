// Writes src/widgets/models.ts: what the stock controls of Jupyter hold, from ipywidgets' own model specification, which the
// npm package @jupyter-widgets/schema brings. After a new version of it: node kernel/generate-widget-models.mjs
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const specification = createRequire(import.meta.url).resolve(
  '@jupyter-widgets/schema/jupyterwidgetmodels.latest.json'
);
const target = new URL('src/widgets/models.ts', import.meta.url);

/** A game controller's parts come from the browser; `NaiveDatetime` is Python's; `DOMWidget` is no control. */
const left = /^(Controller|NaiveDatetime|DOMWidget)/;
/** What the specification does not say. */
const known = {
  'FileUpload.description': { default: 'Upload' },
  'FileUpload.value': { is: 'UploadedFile', echo: false },
  'TagsInput.value': { items: { type: 'string' } },
  'ColorsInput.value': { items: { type: 'string' } },
  'IntsInput.value': { items: { type: 'int' } },
  'FloatsInput.value': { items: { type: 'float' } },
  'IntRangeSlider.value': { items: { type: 'int' }, pair: true },
  'FloatRangeSlider.value': { items: { type: 'float' }, pair: true },
  'SelectionRangeSlider.index': { items: { type: 'int' }, pair: true },
  'DatePicker.step': { type: 'any', is: "number | 'any'" },
  'Time.step': { type: 'any', is: "number | 'any'" }
};
/** What cells have besides. */
const extra = {
  Layout: [
    { name: 'border', wire: '', type: 'string', allow_none: true, default: null, help: 'All four borders.' }
  ]
};
const events = { Button: 'click', Text: 'submit', Password: 'submit', Combobox: 'submit' };
const identity = /^_(model|view)_(module|module_version|name)$/;

/** The text of models.ts. */
export function modelsSource(spec = JSON.parse(readFileSync(specification, 'utf8'))) {
  const models = spec.map(toModel).filter(({ name }) => !left.test(name));
  return `/**
 * What the stock controls of Jupyter hold. Generated from @jupyter-widgets/schema (BSD-3-Clause, Project Jupyter) by
 * generate-widget-models.mjs; not to be edited.
 */
import type { ModelSpec } from './model-spec.js';
import type { Control, DateText, TimeText, UploadedFile, Widget } from './types.js';

/** What every control has. */
export interface DomState {
${models[1].attributes.filter(isOfDom).map(member).join('\n')}
}

/** What every control with a description has. */
export interface DescribedState extends DomState {
${models
  .find(({ name }) => name === 'IntSlider')
  .attributes.filter(isOfDescription)
  .map(member)
  .join('\n')}
}

${models.map(interfaces).join('\n\n')}

export type ModelName = ${models.map(({ name }) => JSON.stringify(name)).join(' | ')};

export const models: Readonly<Record<ModelName, ModelSpec>> = {
${models.map(entry).join(',\n')}
};
`;
}

function toModel({ model, view, attributes }) {
  const name = model.name.replace(/Model$/, '');
  return {
    name,
    module: model.module,
    version: model.version,
    view: view.name,
    drawnBy: view.module === model.module ? undefined : { module: view.module, version: view.version },
    attributes: [
      ...attributes
        .filter(one => !identity.test(one.name))
        .map(one => ({ ...one, ...known[`${name}.${one.name}`], wire: one.name, name: camel(one.name) })),
      ...(extra[name] ?? [])
    ]
  };
}

function camel(name) {
  return name.replace(/^_/, '').replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}

const isOfDom = ({ name }) => ['domClasses', 'layout', 'tabbable', 'tooltip'].includes(name);
const isOfDescription = ({ name }) => ['description', 'descriptionAllowHtml'].includes(name);
const isHidden = ({ wire }) => wire.startsWith('_') && wire !== '_dom_classes';

function interfaces({ name, attributes }) {
  const described = attributes.some(isOfDescription);
  const dom = attributes.some(isOfDom);
  const own = attributes.filter(
    one => !(dom && isOfDom(one)) && !(described && isOfDescription(one)) && !isHidden(one)
  );
  const base = described ? ' extends DescribedState' : dom ? ' extends DomState' : '';
  const body = own.length > 0 ? `\n${own.map(member).join('\n')}\n` : '';
  return `export interface ${name}State${base} {${body}}
export interface ${name} extends Control<${name}State${events[name] ? `, { ${events[name]}: ${name} }` : ''}>, ${name}State {}`;
}

function member(attribute) {
  const { name, help } = attribute;
  const shown = ['reference', 'bytes'].includes(attribute.type)
    ? ''
    : ` @defaultValue ${JSON.stringify(attribute.default)}`;
  const doc = `${(help ?? '').trim()}${shown}`.trim().replaceAll('\u200b', '').replaceAll('*/', '* /');
  return `${doc ? `  /** ${doc} */\n` : ''}  ${name}: ${typeOf(attribute)};`;
}

function typeOf({ type, items, widget, pair, is, ...attribute }) {
  const one = {
    int: 'number',
    float: 'number',
    bool: 'boolean',
    string: 'string',
    bytes: 'Uint8Array',
    Date: 'DateText',
    Time: 'TimeText',
    Datetime: 'Date',
    object: 'Record<string, unknown>',
    reference: widget
  };
  const item = is ?? (items?.widget ? 'Widget' : one[items?.type]) ?? 'unknown';
  const single =
    type === 'array'
      ? pair
        ? `readonly [${item}, ${item}]`
        : `readonly ${item}[]`
      : attribute.enum
        ? attribute.enum.map(choice => JSON.stringify(choice)).join(' | ')
        : (is ?? one[type]);
  return attribute.allow_none ? `${single} | null` : single;
}

function entry({ name, module, version, view, drawnBy, attributes }) {
  return `  ${name}: {
    module: ${JSON.stringify(module)},
    version: ${JSON.stringify(version)},
    view: ${JSON.stringify(view)},${drawnBy ? `\n    drawnBy: ${JSON.stringify(drawnBy)},` : ''}
    attributes: {
${attributes.map(one => `      ${one.name}: ${attributeEntry(one)}`).join(',\n')}
    }
  }`;
}

function attributeEntry(attribute) {
  const { type, items, widget, wire, pair, echo } = attribute;
  const nothing = { reference: null, bytes: null, array: [] };
  return JSON.stringify({
    type,
    default: type in nothing && !Array.isArray(attribute.default) ? nothing[type] : attribute.default,
    wire,
    ...(attribute.allow_none && { none: true }),
    ...(attribute.enum && { choices: attribute.enum }),
    ...(items && { items: items.type }),
    ...(pair && { pair }),
    ...(type === 'reference' && { part: widget }),
    ...(echo === false && { echo })
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, modelsSource());
