/** A text with marked parts: what each is called stands in the legend, its values where it is pointed at. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { SpansView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';
import { formatShare } from './numbers.js';
import { pieces } from './pieces.js';
import { tintsOf } from './tints.js';

type Span = SpansView['spans'][number];

export function Spans({ view, trans }: { view: SpansView; trans: TranslationBundle }): React.JSX.Element {
  const tint = tintsOf(view.spans.map(({ label }) => label ?? ''));
  const colour = (span: Span) =>
    span.weight === undefined
      ? tint(span.label ?? '')
      : span.weight < 0
        ? 'var(--sonde-weight-against)'
        : 'var(--sonde-weight-for)';
  const first = view.labels?.[0]?.label ?? trans.__('the first label');
  const tipOf = (span: Span) =>
    [
      span.label,
      span.score === undefined ? undefined : trans.__('score %1', formatShare(span.score)),
      span.weight === undefined
        ? undefined
        : span.weight < 0
          ? trans.__('speaks against "%1": %2', first, span.weight.toFixed(2))
          : trans.__('speaks for "%1": +%2', first, span.weight.toFixed(2)),
      trans.__('characters %1 to %2', span.start, span.end)
    ].filter(line => line !== undefined);
  const names = [...new Set(view.spans.flatMap(({ label }) => label ?? []))];
  return (
    <Frame view={view} className="sonde-Spans">
      {(view.labels ?? []).length > 0 && (
        <p className="sonde-Spans-labels">
          {view.labels?.slice(0, 5).map(({ label, probability }, index) => (
            <span key={index}>
              <b>{label}</b> {formatShare(probability)}
            </span>
          ))}
        </p>
      )}
      {names.length > 0 && (
        <ul className="sonde-Spans-legend">
          {names.map(name => (
            <li key={name} style={{ '--sonde-colour': tint(name) } as React.CSSProperties}>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div className="sonde-Spans-text">
        {pieces(view.text, view.spans).map(({ text, span }, index) =>
          span === undefined ? (
            <React.Fragment key={index}>{text}</React.Fragment>
          ) : (
            <mark
              key={index}
              tabIndex={0}
              aria-description={tipOf(span).join(', ')}
              style={
                {
                  '--sonde-colour': colour(span),
                  '--sonde-strength': span.weight === undefined ? 0.5 : Math.min(1, Math.abs(span.weight))
                } as React.CSSProperties
              }
            >
              {text}
              <span className="sonde-Tip sonde-Spans-tip" aria-hidden="true">
                {tipOf(span).map(line => (
                  <span key={line}>{line}</span>
                ))}
              </span>
            </mark>
          )
        )}
      </div>
    </Frame>
  );
}
