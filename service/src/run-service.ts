/** Serves until told to stop. A fault in one request is logged and ends nothing else. */
import { keepFresh } from '@sonde/toolkit';
import { serve, type ServeOptions } from './serve.js';

export async function runService(options: ServeOptions): Promise<void> {
  process.on('unhandledRejection', error => console.error(error));
  process.on('uncaughtException', error => console.error(error));
  const served = await serve(options);
  console.log(`Sonde listens on ${served.address}`);
  const ending = new AbortController();
  void keepFresh({ signal: ending.signal }, options.sources);
  const starter = process.ppid;
  await new Promise<void>(resolve => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    // Jupyter, killed, cannot say goodbye: then the system gives us another parent.
    const orphaned = setInterval(() => process.ppid !== starter && resolve(), 2000);
    orphaned.unref();
  });
  ending.abort();
  await served.close();
  process.exit(0);
}
