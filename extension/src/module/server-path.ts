/** Turns a path of Lab's file browser into one of the machine that JupyterLab runs on. */

/**
 * @param path as the contents manager names it, with or without a drive
 * @param root what the server was started in, as the page's configuration has it: it may begin with `~`
 * @returns an absolute path, one from `~`, or undefined for a drive that is no folder of this machine
 */
export function serverPath(path: string, root: string): string | undefined {
  const [, drive, below = path] = /^([^/:]+):(.*)$/s.exec(path) ?? [];
  // "RTC" is the same folder with live collaboration.
  if (drive !== undefined && drive !== 'RTC') return undefined;
  return `${root.replace(/\/+$/, '')}/${below.replace(/^\/+/, '')}`;
}
