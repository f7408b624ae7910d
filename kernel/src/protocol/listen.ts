/** Opens the sockets, and answers from then on. */
import type { MessagePort } from 'node:worker_threads';
import type { Given } from '../channel/messages.js';
import { readOptions, type KernelOptions } from '../options.js';
import { readConnection } from './connection.js';
import { openZeroMq } from './transport.js';

export async function listen(port: MessagePort, given: Given): Promise<void> {
  const options = read(given);
  if (!options) return;
  const { connectionFile, language } = options;
  const connection = readConnection(connectionFile);
  // What checks and writes messages is loaded while the sockets are bound, the kernel when somebody asks for more than its name.
  const loading = Promise.all([import('./reception.js'), import('./wire.js')]);
  const opening = openZeroMq(connection).catch(async (error: unknown) => {
    const { listenError } = await import('./listen-error.js');
    throw listenError(error, connectionFile);
  });
  const [transport, [{ Reception }, { Wire }]] = await Promise.all([opening, loading]);
  new Reception(transport, new Wire(connection.key), language, async reception => {
    const { startKernel } = await import('./start-kernel.js');
    return startKernel(reception, { port, given, options, connection });
  });
}

/** Undefined where they are wrong, which the main thread says. */
function read({ args, here }: Given): KernelOptions | undefined {
  try {
    return readOptions(args, here);
  } catch {
    return undefined;
  }
}
