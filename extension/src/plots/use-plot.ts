/** A uPlot on the page: made in its box, kept as wide as it, drawn again with the theme, and asked what is pointed at. */
import * as React from 'react';
import uPlot from 'uplot';
import { useTheme, type ThemeChanged } from './theme.js';

/** What is particular to one kind of plot. */
export type PlotOptions = Omit<uPlot.Options, 'width' | 'height' | 'hooks' | 'legend' | 'padding'>;

/** What the plots have in common: Lab's colours and how an axis looks. */
export interface PlotStyle {
  node: HTMLElement;
  /** Asked for at each drawing, so that a change of theme needs a redraw and nothing else. */
  colour: (name: string) => () => string;
  axis: uPlot.Axis;
}

export interface UsePlotOptions {
  data: uPlot.AlignedData;
  /** Another value builds the plot again; while it stays, new data goes into the plot that is there. */
  layout: unknown;
  height: number;
  options: (style: PlotStyle) => PlotOptions;
  themeChanged?: ThemeChanged | undefined;
}

export interface Plot {
  box: React.RefObject<HTMLDivElement>;
  plot: React.RefObject<uPlot | null>;
  /** The place on the x axis that is pointed at. */
  pointed: number | undefined;
  point: (at: number | undefined) => void;
}

export function usePlot({ data, layout, height, options, themeChanged }: UsePlotOptions): Plot {
  const box = React.useRef<HTMLDivElement>(null);
  const plot = React.useRef<uPlot | null>(null);
  const [pointed, point] = React.useState<number | undefined>();
  React.useEffect(() => {
    const node = box.current;
    if (node === null) return;
    const width = () => Math.max(narrowest, node.clientWidth);
    const made = new uPlot(
      {
        ...options(styleOf(node)),
        width: width(),
        height,
        padding: [8, 20, 0, 0],
        legend: { show: false },
        hooks: { setCursor: [({ cursor }) => point(cursor.idx ?? undefined)] }
      },
      data,
      node
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: width(), height }));
    resized.observe(node);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
    // Not of `data` and `options`: points come in through setData below.
  }, [layout]);
  React.useEffect(() => plot.current?.setData(data), [data]);
  useTheme(themeChanged, () => plot.current?.redraw(false, true));
  return { box, plot, pointed, point };
}

/** Below this uPlot has no room for its axes. */
const narrowest = 120;

function styleOf(node: HTMLElement): PlotStyle {
  const colour = (name: string) => () => getComputedStyle(node).getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--jp-ui-font-color2'),
    font: `11px ${getComputedStyle(node).fontFamily}`,
    grid: { stroke: colour('--jp-border-color3'), width: 1 },
    ticks: { show: false },
    gap: 6
  };
  return { node, colour, axis };
}
