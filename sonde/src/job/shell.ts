/** What a command of the shell speaks through: answers to standard output, what is said beside them to standard error. */
export interface Shell {
  print: (text: string) => void;
  note: (text: string) => void;
  write: (piece: Uint8Array) => Promise<void>;
  /** Aborted by Ctrl-C, once {@link interruptible} was called. */
  signal: AbortSignal;
  /** From now on Ctrl-C aborts the signal; a second one ends the command at once. */
  interruptible: () => void;
}

export function terminal(): Shell {
  const interrupt = new AbortController();
  return {
    print: text => console.log(text),
    note: text => console.error(text),
    write: piece =>
      new Promise((resolve, reject) => {
        process.stdout.write(piece, error => (error ? reject(error) : resolve()));
      }),
    signal: interrupt.signal,
    interruptible: () => void process.once('SIGINT', () => interrupt.abort())
  };
}
