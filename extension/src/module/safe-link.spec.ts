import { describe, expect, it } from '@jest/globals';
import { safeLink } from './safe-link.js';

describe('a link of a card', () => {
  it.each([
    ['https://example.org/a', 'https://example.org/a'],
    ['javascript:alert(1)', undefined],
    [' JavaScript:alert(1)', undefined],
    ['data:text/html,<script>', undefined],
    ['not an address', undefined],
    [undefined, undefined]
  ])('%s', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });
});
