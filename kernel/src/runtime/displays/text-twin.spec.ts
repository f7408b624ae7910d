import { describe, expect, it } from '@jest/globals';
import { withTwin } from './text-twin.js';

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DwH4QZYAwAR8oH+Rq28akAAAAASUVORK5CYII=';

describe('the twin in text', () => {
  it.each([
    [{ 'text/markdown': '# a' }, '# a'],
    [{ 'text/latex': ['$x$\n', '$y$'] }, '$x$\n$y$'],
    [{ 'text/html': '<h1>Hi</h1><p>there</p>' }, 'Hi\nthere'],
    [{ 'text/html': '<svg/>' }, '<SVG: <svg/>>'],
    [{ 'image/svg+xml': '<svg><title>up</title></svg>' }, 'up'],
    [{ 'text/javascript': 'alert(1)' }, '<JavaScript that runs in the page>'],
    [{ 'image/png': png }, '<image/png, 2 × 1, 74 B>'],
    [{ 'application/pdf': 'AQID' }, '<application/pdf, 3 B>'],
    [{ 'application/json': { a: [1] } }, '{ a: [ 1 ] }'],
    [{ 'image/png': png, 'text/html': '<b>both</b>' }, 'both']
  ])('of %j is made of it', (bundle, text) => {
    expect(withTwin(bundle)).toEqual({ ...bundle, 'text/plain': text });
  });

  it('is left alone where there is one, or nothing that can be said', () => {
    expect(withTwin({ 'text/html': 'a', 'text/plain': '' })).toEqual({ 'text/html': 'a', 'text/plain': '' });
    expect(withTwin({ 'text/x-own': 'a' })).toEqual({ 'text/x-own': 'a' });
  });
});
