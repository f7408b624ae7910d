/** What the system's error about a file means, in words for a sentence; its own text is for programmers. */
export function fileTrouble(error: NodeJS.ErrnoException, path = error.path): string {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return `access to ${path} is denied`;
    case 'EROFS':
      return `${path} is on a file system that cannot be written`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `there is no room left for ${path}`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} is not a folder`;
    default:
      // Without the call and the paths that Node appends.
      return `the system says of ${path}: ${error.message.split(', ')[0]}`;
  }
}
