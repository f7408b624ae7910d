/** The menu of one job, below the button that opens it. */
import type { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';
import { jobMenu } from './job-actions.js';

export function openJobMenu(commands: CommandRegistry, id: string, anchor: HTMLElement): void {
  const menu = new Menu({ commands });
  for (const command of jobMenu) {
    if (command === undefined) menu.addItem({ type: 'separator' });
    else menu.addItem({ command, args: { id } });
  }
  // A command is run after its menu has closed.
  menu.aboutToClose.connect(() => {
    requestAnimationFrame(() => menu.dispose());
    anchor.focus();
  });
  const { left, bottom } = anchor.getBoundingClientRect();
  menu.open(left, bottom);
}
