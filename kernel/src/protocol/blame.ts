/** Which cell an error of the background belongs to, by its stack. Pure. */

/**
 * The outermost frame in a cell, where it is the cell's own code or a function without a name, which is used where it is
 * written. One with a name may have been called by any other cell.
 */
export function blame(stack: string, runOf: (file: string) => number | undefined): number | undefined {
  for (const line of stack.split('\n').reverse()) {
    const [, name, file = ''] = /^\s*at (?:async )?(?:(.*) \()?(.*?):\d+:\d+\)?$/.exec(line) ?? [];
    const run = runOf(file.replace(/^file:\/\//, ''));
    if (run !== undefined) return name === undefined || nameless.test(name) ? run : undefined;
  }
  return undefined;
}

const nameless = /<anonymous>$|^(Timeout|Immediate)\._on(Timeout|Immediate)$/;
