/** The versions of what runs the notebook; `tslab` is the version whose interface this is. */
export declare const versions: { tslab: string; typescript: string; node: string };

export interface Display {
  javascript(source: string): void;
  html(source: string): void;
  markdown(source: string): void;
  latex(source: string): void;
  svg(source: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  text(text: string): void;
  /** Shows content of any MIME type. */
  raw(contentType: string, content: string | Uint8Array): void;
}

/** Shows rich content below the cell. */
export declare const display: Display;

/** A display whose every call replaces what the call before has shown. */
export declare function newDisplay(): Display;
