import { describe, expect, it } from '@jest/globals';
import { drawSignature } from './signature-box.js';

const text = {
  count: (current: number, all: number) => `${current} of ${all}`,
  render: (markdown: string) => {
    const host = document.createElement('p');
    host.textContent = markdown;
    return Promise.resolve(host);
  }
};
const add = {
  label: 'add(a: number, b: number): number',
  parameter: { start: 15, end: 24 },
  documentation: 'Adds.',
  parameterDocumentation: 'the second'
};

describe('drawSignature', () => {
  it('lets the parameter stand out and tells of it before the whole', async () => {
    const tip = drawSignature({ active: 0, signatures: [add] }, 0, text);
    expect(tip.querySelector('strong')?.textContent).toBe('b: number');
    expect(tip.querySelector('.sonde-Signature-label')?.textContent).toBe(add.label);
    await Promise.resolve();
    expect(tip.querySelector('p')?.textContent).toBe('the second\n\nAdds.');
    expect(tip.querySelector('.sonde-Signature-count')).toBeNull();
  });

  it('counts overloads, and takes a label for text', () => {
    const other = { label: 'f<b>()', documentation: '', parameterDocumentation: ' ' };
    const tip = drawSignature({ active: 0, signatures: [add, other] }, 1, text);
    expect(tip.querySelector('.sonde-Signature-count')?.textContent).toBe('2 of 2');
    expect(tip.querySelector('.sonde-Signature-label')?.textContent).toBe('f<b>()');
    expect(tip.querySelector('b')).toBeNull();
  });
});
