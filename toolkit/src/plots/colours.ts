/**
 * The colours of static pictures. A picture is shown on white and on near-black alike and cannot know which, so all
 * are mid-tones on a transparent ground (contrast at least 3:1 on both, text 4:1).
 */
export const colours = {
  text: '#7a7a7a',
  line: '#7a7a7a',
  training: '#3b7ddd',
  validation: '#d9730d',
  good: '#2e9e6b',
  bad: '#d64545'
} as const;

/** For kinds of things, told apart by their names as well: colours alone would not do. */
const tints = [
  '#3b7ddd',
  '#d9730d',
  '#2e9e6b',
  '#c2478f',
  '#9b5fd0',
  '#0f94a8',
  '#8f7d1b',
  '#d64545',
  '#6b7f96'
] as const;

/** A colour for each name, in the order in which the names first come; after nine they come again. */
export function tintsOf(names: readonly string[]): (name: string) => string {
  const order = new Map([...new Set(names)].map((name, index) => [name, index]));
  return name => tints[(order.get(name) ?? 0) % tints.length] ?? colours.line;
}

/** A ground from pale to deep blue for a share from 0 to 1, and the text colour to read on it. */
export function heat(share: number): { ground: string; text: string } {
  const mix = (pale: number, deep: number): number => Math.round(pale + (deep - pale) * Math.sqrt(share));
  const ground = `rgb(${mix(233, 24)}, ${mix(241, 74)}, ${mix(252, 158)})`;
  return { ground, text: share > 0.25 ? '#ffffff' : '#1a1a1a' };
}
