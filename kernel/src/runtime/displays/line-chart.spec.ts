import { describe, expect, it } from '@jest/globals';
import { lineChartBundle } from './line-chart.js';

const loss = {
  title: 'Loss <b>',
  scales: { x: { time: false } },
  series: [{}, { label: 'train & test', stroke: 'red' }, {}],
  data: [[0, 1, 2, 3], [1, null, 0.5, 0.25], Float32Array.of(4, 3, 2, 1)]
};

describe('the options and data of uPlot', () => {
  it('are a picture of lines with gaps, axes and a legend, and a text', () => {
    const bundle = lineChartBundle(loss)!;
    expect(bundle['text/plain']).toBe('<line chart "Loss <b>": train & test, Value 2; 4 points>');
    const svg = String(bundle['image/svg+xml']);
    expect(svg).toContain('Loss &lt;b&gt;');
    expect(svg).toContain('train &amp; test');
    expect(svg).toContain('stroke="red"');
    // The point before the gap stands alone.
    expect(/d="(M[^M"]*M[^"]*)" fill="none" stroke="red"/.exec(svg)?.[1]?.match(/[ML]/g)).toEqual([
      'M',
      'M',
      'L'
    ]);
    expect([...svg.matchAll(/text-anchor="middle">(\d[^<]*)</g)].map(match => match[1])).toContain('3');
  });

  it('tell days, or times of a day', () => {
    const at = (seconds: number[]) =>
      String(lineChartBundle({ series: [{}, {}], data: [seconds, [1, 2]] })!['image/svg+xml']);
    expect(at([1_700_000_000, 1_701_000_000])).toMatch(/>2023-11-\d\d</);
    expect(at([1_700_000_000, 1_700_003_600])).toMatch(/>\d\d:\d\d:\d\d</);
  });

  it('survive nothing to draw, one point and a million', () => {
    expect(lineChartBundle({ series: [{}, {}], data: [[], []] })).toEqual({
      'text/plain': '<line chart: Value 1; 0 points>'
    });
    expect(lineChartBundle({ series: [{}, {}], data: [[1], [1]] })!['image/svg+xml']).toContain('<path');
    const many = Float64Array.from({ length: 1e6 }, (_, i) => i);
    expect(
      String(lineChartBundle({ series: [{}, {}], data: [many, many] })!['image/svg+xml']).length
    ).toBeLessThan(200_000);
  });

  it.each([
    [{ data: [[1], [2]] }],
    [{ series: [{}], data: [[1], [2]] }],
    [{ series: [{}, {}], data: [[1], [2, 3]] }],
    [{ series: [{}, {}], data: [1, 2] }]
  ])('are not %j', value => expect(lineChartBundle(value)).toBeUndefined());
});
