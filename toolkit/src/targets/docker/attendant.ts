/** The process that stays with a job for us, `attend.js`. */
import { startAttendant } from '../attendant.js';
import type { HandOver } from './way.js';

export { isAttended } from '../attendant.js';

export function attend({ folder, settings }: Pick<HandOver, 'folder' | 'settings'>): void {
  startAttendant(folder, new URL('attend.js', import.meta.url), { settings });
}
