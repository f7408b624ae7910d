/** The box that shows a signature: the parameter that is being written stands out, its documentation below. */
import type { Signatures } from '@sonde/schema/editor';

export interface SignatureText {
  /** "2 of 3", and how to see the others. */
  count(current: number, all: number): string;
  render(markdown: string): Promise<HTMLElement>;
}

export function drawSignature(
  { signatures }: Signatures,
  chosen: number,
  { count, render }: SignatureText
): HTMLElement {
  // CodeMirror makes the outer one its own.
  const tip = document.createElement('div');
  const box = document.createElement('div');
  tip.append(box);
  box.className = 'sonde-TypeTip sonde-Signature';
  box.setAttribute('role', 'status');
  const signature = signatures[chosen];
  if (!signature) return tip;
  const { label, parameter, documentation, parameterDocumentation } = signature;

  const line = document.createElement('div');
  line.className = 'sonde-Signature-label';
  const { start, end } = parameter ?? { start: label.length, end: label.length };
  const active = document.createElement('strong');
  active.textContent = label.slice(start, end);
  line.append(label.slice(0, start), active, label.slice(end));
  box.append(line);
  if (signatures.length > 1) {
    const others = document.createElement('div');
    others.className = 'sonde-Signature-count';
    others.textContent = count(chosen + 1, signatures.length);
    box.append(others);
  }
  const more = [parameterDocumentation, documentation].filter(text => text.trim() !== '').join('\n\n');
  if (more !== '') {
    const place = document.createElement('div');
    box.append(place);
    void render(more).then(text => place.replaceWith(text));
  }
  return tip;
}
