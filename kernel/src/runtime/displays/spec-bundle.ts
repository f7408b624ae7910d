/** Charts from their specification: Vega, Vega-Lite and Plotly, which a front end draws, and uPlot, drawn here. */
import type { MimeBundle } from '@sonde/schema/display';
import { count } from './amounts.js';
import { lineChartBundle } from './line-chart.js';
import { call, hasMethods, isObject, isPlain, member } from './member.js';

export function specBundle(value: object): MimeBundle | undefined {
  if (hasMethods(value, 'toSpec')) return vegaBundle(call(value, 'toSpec'));
  if (!isPlain(value)) return undefined;
  return vegaBundle(value) ?? plotlyBundle(value) ?? lineChartBundle(value);
}

/** A specification that says by its `$schema` what it is. */
export function vegaBundle(spec: unknown): MimeBundle | undefined {
  const schema = isObject(spec) ? member(spec, '$schema') : undefined;
  const match = typeof schema === 'string' ? /\/schema\/(vega(?:-lite)?)\/v(\d+)/.exec(schema) : null;
  const [, language, version] = match ?? [];
  if (!isObject(spec) || language === undefined || version === undefined) return undefined;
  return vegaOf(language === 'vega' ? 'vega' : 'vegalite', Number(version), spec);
}

/** JupyterLab 4 draws version 5 of both, and with it what was written for version 6. */
const drawn = 5;

export function vegaOf(kind: 'vega' | 'vegalite', version: number, spec: object): MimeBundle {
  const versions = version > drawn ? [version, drawn] : [version];
  const bundle: MimeBundle = { 'text/plain': `<${vegaText(kind, spec)}>` };
  for (const one of versions) bundle[`application/vnd.${kind}.v${one}+json`] = spec;
  return bundle;
}

function vegaText(kind: 'vega' | 'vegalite', spec: object): string {
  const mark = member(spec, 'mark');
  const type = isObject(mark) ? member(mark, 'type') : mark;
  const encoding = member(spec, 'encoding');
  const channels = isPlain(encoding)
    ? Object.entries(encoding).flatMap(([channel, by]) => {
        const field = isObject(by) ? (member(by, 'field') ?? member(by, 'aggregate')) : undefined;
        return typeof field === 'string' ? [`${channel}: ${field}`] : [];
      })
    : [];
  const data = member(spec, 'data');
  const values = isObject(data) ? member(data, 'values') : undefined;
  return [
    `${kind === 'vega' ? 'vega' : 'vega-lite'}${typeof type === 'string' ? ` ${type}` : ''} chart${titled(spec)}`,
    ...channels,
    ...(Array.isArray(values) ? [count(values.length, 'row')] : [])
  ].join(', ');
}

function titled(holder: object): string {
  const title = member(holder, 'title');
  const text = isObject(title) ? member(title, 'text') : title;
  return typeof text === 'string' ? ` "${text}"` : '';
}

/** A figure has traces and a layout, and nothing that figures do not have. */
export function plotlyBundle(figure: Record<string, unknown>): MimeBundle | undefined {
  const data = member(figure, 'data');
  const layout = member(figure, 'layout');
  if (!Array.isArray(data) || !isPlain(layout) || !data.every(isPlain)) return undefined;
  if (!Object.keys(figure).every(key => ['data', 'layout', 'config', 'frames'].includes(key)))
    return undefined;
  const types = [...new Set(data.map(({ type }) => (typeof type === 'string' ? type : 'scatter')))].join(
    ', '
  );
  const text = `<plotly figure${titled(layout)}, ${count(data.length, 'trace')}${types && `: ${types}`}>`;
  return { 'application/vnd.plotly.v1+json': figure, 'text/plain': text };
}
