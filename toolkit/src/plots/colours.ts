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

/** A ground from pale to deep blue for a share from 0 to 1, and the text colour to read on it. */
export function heat(share: number): { ground: string; text: string } {
  const mix = (pale: number, deep: number): number => Math.round(pale + (deep - pale) * Math.sqrt(share));
  const ground = `rgb(${mix(233, 24)}, ${mix(241, 74)}, ${mix(252, 158)})`;
  return { ground, text: share > 0.25 ? '#ffffff' : '#1a1a1a' };
}
