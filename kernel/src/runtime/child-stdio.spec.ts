import { describe, expect, it } from '@jest/globals';
import { redirect } from './child-stdio.js';

describe('the stdio of a child', () => {
  const pipes = (stdio: unknown) => redirect(stdio, () => 'pipe');

  it.each([
    ['inherit', ['ignore', 'pipe', 'pipe']],
    [
      ['inherit', 'inherit', 'inherit', 'ipc'],
      ['ignore', 'pipe', 'pipe', 'ipc']
    ],
    [
      ['pipe', 1, 2],
      ['pipe', 'pipe', 'pipe']
    ],
    [
      ['pipe', { fd: 1 }, 'ignore'],
      ['pipe', 'pipe', 'ignore']
    ]
  ])('%j is taken over', (stdio, changed) => {
    expect(pipes(stdio).stdio).toEqual(changed);
  });

  it.each([
    [undefined],
    ['pipe'],
    ['ignore'],
    [['pipe', 'pipe', 'pipe']],
    [['ignore', 7, { fd: 8 }, 'inherit']]
  ])('%j is left as it is', stdio => {
    expect(pipes(stdio)).toEqual({ stdio, captured: [] });
  });

  it('says which descriptor is which stream, crossed ones too', () => {
    expect(pipes(['ignore', 2, 1]).captured).toEqual([
      { index: 1, stream: 'stderr' },
      { index: 2, stream: 'stdout' }
    ]);
  });
});
