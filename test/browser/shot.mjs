// Pictures for people to look at; taken only where SHOTS names a folder for them.
import { join } from 'node:path';

export async function shot(page, name) {
  if (!process.env.SHOTS) return;
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), animations: 'disabled' });
}
