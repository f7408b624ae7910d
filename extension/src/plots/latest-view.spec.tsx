import { afterEach, describe, expect, it } from '@jest/globals';
import type { RunView } from '@sonde/schema';
import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { useLatestView } from './latest-view.js';

const running: RunView = { job: 'a', title: 'T', module: 'm@1.0.0', state: 'running', series: {} };
const succeeded: RunView = { ...running, state: 'succeeded' };
const soon = { patience: 10, interval: 10 };

let root: Root | undefined;
afterEach(() => root?.unmount());

function show(view: RunView, fetchView: (id: string) => Promise<RunView>): HTMLElement {
  const node = document.createElement('div');
  const Probe = () => <>{useLatestView(view, fetchView, soon).state}</>;
  root = createRoot(node);
  root.render(<Probe />);
  return node;
}

async function eventually(node: HTMLElement, text: string): Promise<void> {
  for (let tries = 0; tries < 500 && node.textContent !== text; tries++) await later(10);
  expect(node.textContent).toBe(text);
}

const later = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

describe('the latest view of a run', () => {
  it('is asked of the service when the kernel is silent, until the run has ended', async () => {
    const answers = [running, succeeded];
    let asked = 0;
    const node = show(running, () => Promise.resolve(answers[asked++] ?? succeeded));
    await eventually(node, 'succeeded');
    await later(60);
    expect(asked).toBe(2);
  });

  it('is not asked for when the kernel has told the end', async () => {
    let asked = 0;
    const node = show(succeeded, () => Promise.resolve((asked++, running)));
    await later(60);
    expect([node.textContent, asked]).toEqual(['succeeded', 0]);
  });

  it('stays what it was while the service is away, and is asked for again', async () => {
    let asked = 0;
    const node = show(running, () =>
      asked++ === 0 ? Promise.reject(new Error('away')) : Promise.resolve(succeeded)
    );
    await eventually(node, 'succeeded');
  });
});
