/** Is it a person who calls, or Jupyter, which gives a connection file? Every start asks this, so nothing is loaded for it. */
import { statSync } from 'node:fs';

const words = /^(install|uninstall|doctor|help|--help|-h|--version|-V)$/;

/** A bare word that is no file is a command too, if a mistyped one: Jupyter's files end in .json. */
export function asksForCommand([first]: readonly string[]): boolean {
  if (first === undefined || words.test(first)) return true;
  if (/^-|[\\/]|\.json$/.test(first)) return false;
  return statSync(first, { throwIfNoEntry: false })?.isFile() !== true;
}
