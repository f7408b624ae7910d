/** Links of a card are written by strangers: only web addresses become links. */

export function safeLink(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    // No address at all: shown as text.
    return undefined;
  }
}
