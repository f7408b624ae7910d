/** The words by which Apptainer sees folders of the machine, each at its own path. */

export function apptainerMounts({
  writable,
  readable
}: {
  writable: readonly string[];
  readable: readonly string[];
}): string[] {
  const mount = (path: string, more = ''): string[] => [
    '--mount',
    `type=bind,${field(`source=${path}`)},${field(`destination=${path}`)}${more}`
  ];
  // What is mounted later lies over what was before: a job's folder may lie in one that it only reads.
  return [...readable.flatMap(path => mount(path, ',ro')), ...writable.flatMap(path => mount(path))];
}

/** --mount reads its value as a line of CSV. */
function field(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
