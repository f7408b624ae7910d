/** Text made safe to stand in SVG or HTML, in an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return text.replace(unsafe, character => entities[character] ?? '');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
};

/** Markup, and the control characters that XML 1.0 §2.2 forbids (they become nothing). */
// eslint-disable-next-line no-control-regex -- they are what must go
const unsafe = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
