import { expect, it } from '@jest/globals';
import { focusInvalid } from './focus-invalid.js';

it('opens what the first wrong field is folded away in, and goes there', () => {
  document.body.innerHTML = `<form><input aria-invalid="false">
    <details><summary>More</summary><input id="wrong" aria-invalid="true"></details>
    <details><summary>Other</summary><input aria-invalid="true"></details></form>`;
  const form = document.querySelector('form')!;
  focusInvalid(form);
  expect([...form.querySelectorAll('details')].map(one => one.open)).toEqual([true, false]);
  expect(document.activeElement?.id).toBe('wrong');
});
