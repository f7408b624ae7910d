import { expect, it } from '@jest/globals';
import { inOrder } from './completion-order.js';

it('keeps the order of what is offered, nearest to what is typed first', () => {
  const items = [
    { label: 'context', insertText: 'trunk' },
    { label: 'loose', insertText: 'attr', place: 0 },
    { label: 'imported', insertText: 'tracingChannel', place: 3 },
    { label: 'other case', insertText: 'Try', place: 1 },
    { label: 'own', insertText: 'trout', place: 2 }
  ];
  expect(inOrder(items, 'tr').map(one => one.label)).toEqual([
    'own',
    'imported',
    'context',
    'other case',
    'loose'
  ]);
});
