/** The one global that rewritten cells refer to; the runtime puts it there. */
export const runtimeName = '__sonde__';
