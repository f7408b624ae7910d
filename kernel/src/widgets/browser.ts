/** What the functions of a widget find in the browser. Cells do not have the browser's types. */

declare global {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the page's; not there in the kernel
  const document: any;
}

export {};
