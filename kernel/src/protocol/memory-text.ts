/** An amount of memory as people say it: 4.1 GB, 512 MB. */
export function memoryText(bytes: number): string {
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GB` : `${Math.round(bytes / 2 ** 20)} MB`;
}

/** What gives a kernel a larger heap. */
export function moreHeap(heap: number): string {
  const double = Math.max(1, Math.round((2 * heap) / 2 ** 30)) * 1024;
  const option = `--max-old-space-size=${double}`;
  return `To give it more, start Jupyter with NODE_OPTIONS=${option} in its environment, or write "env": {"NODE_OPTIONS": "${option}"} in the kernel's kernel.json.`;
}
