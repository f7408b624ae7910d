// Failures of the set-up as sentences: what failed, and what to do about it.

/** A failure that a person can act on. `hint` is the next step. */
export class SetupFailure extends Error {
  constructor(message, hint, options) {
    super(message, options);
    this.name = 'SetupFailure';
    this.hint = hint;
  }
}

/**
 * Makes a SetupFailure of a command that failed, from what it printed.
 *
 * @param {string} what the step, as in "install the npm packages"
 * @param {string} output all that the command printed
 * @param {string} log path of the file that holds that output
 */
export function explain(what, output, log) {
  const known = causes.find(cause => cause.pattern.test(output));
  if (known) return new SetupFailure(`Cannot ${what}: ${known.message}`, known.hint);
  const last = output.trim().split('\n').slice(-8).join('\n    ');
  return new SetupFailure(
    `Cannot ${what}. The command's last words were:\n    ${last}`,
    `The whole output is in ${log}`
  );
}

const causes = [
  {
    pattern: /ENOSPC|No space left on device/i,
    message: 'the disk is full',
    hint: 'Free about 4 GB where the clone lies, then run the same command again; what is done is kept'
  },
  {
    pattern: /ensurepip is not available|No module named '?(ensurepip|venv)/i,
    message: 'this Python has no venv module',
    hint: 'On Debian and Ubuntu: apt install python3-venv; then run the same command again'
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Temporary failure in name resolution|NewConnectionError|Max retries exceeded|network is unreachable/i,
    message: 'the package registry cannot be reached',
    hint: 'Check the network (and the proxy settings of npm and pip), then run the same command again'
  },
  {
    pattern: /EACCES|EPERM|Permission denied/i,
    message: 'a file may not be written',
    hint: 'Check who owns the clone and its .setup and node_modules folders'
  },
  {
    pattern: /DO NOT MATCH THE HASHES|EINTEGRITY/i,
    message: 'a downloaded package is not the one that the lock file names',
    hint: 'Clear the caches (npm cache clean --force; pip cache purge) and run the same command again'
  }
];
