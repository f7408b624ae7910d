/** Which parts of a picture speak for a label: cells of colour, as strong as covering them changes the answer. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { WhyView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';
import { formatShare } from './numbers.js';
import { PictureStage } from './picture-stage.js';
import { Slider } from './slider.js';

const listed = 8;

export function Why({ view, trans }: { view: WhyView; trans: TranslationBundle }): React.JSX.Element {
  const [opacity, setOpacity] = React.useState(0.75);
  const rows = view.heat.length;
  const columns = view.heat[0]?.length ?? 1;
  const cell = { width: view.width / columns, height: view.height / rows };
  const cells = view.heat
    .flatMap((values, row) => values.map((value, column) => ({ value, row, column })))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const most = Math.max(1e-9, Math.abs(cells[0]?.value ?? 0));
  const colour = (value: number) => (value > 0 ? 'var(--sonde-for)' : 'var(--sonde-against)');
  const items = cells.map(({ value, row, column }) => ({
    name: trans.__('row %1, column %2', row + 1, column + 1),
    value: `${value > 0 ? '−' : '+'}${formatShare(Math.abs(value))}`,
    colour: colour(value),
    tip: [
      value > 0
        ? trans.__('covering it lowers "%1" by %2', view.label, formatShare(value))
        : trans.__('covering it raises "%1" by %2', view.label, formatShare(-value))
    ],
    x: (column + 0.5) * cell.width,
    y: (row + 0.5) * cell.height
  }));
  return (
    <Frame view={{ title: view.title, footnote: view.footnote }} className="sonde-Why">
      <PictureStage
        view={view}
        items={items}
        listed={listed}
        listLabel={trans.__('Cells that matter most')}
        empty=""
        shapes={({ active, point }) =>
          cells.map(({ value, row, column }, index) => (
            <rect
              key={index}
              x={column * cell.width}
              y={row * cell.height}
              {...cell}
              className={active === index ? 'sonde-Why-cell sonde-mod-active' : 'sonde-Why-cell'}
              style={{ fill: colour(value), fillOpacity: (opacity * Math.abs(value)) / most }}
              onMouseEnter={() => point(index)}
              onMouseLeave={() => point(undefined)}
            />
          ))
        }
      >
        <p className="sonde-Why-label">
          <b>{view.label}</b> {formatShare(view.probability)}
        </p>
        <Slider label={trans.__('Opacity')} value={opacity} onChange={setOpacity} />
        <p className="sonde-Why-method">{view.method}</p>
      </PictureStage>
    </Frame>
  );
}
