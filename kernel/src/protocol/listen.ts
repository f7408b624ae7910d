/** Opens the sockets, and answers from then on. */
import type { MessagePort } from 'node:worker_threads';
import type { Given } from '../channel/messages.js';
import { startOptions, type KernelOptions } from '../options.js';
import { readConnection, type Connection } from './connection.js';
import { openZeroMq, type Transport } from './transport.js';

export async function listen(port: MessagePort, given: Given): Promise<void> {
  const options = read(given);
  if (!options) return;
  const { connectionFile, language } = options;
  const wanted = readConnection(connectionFile);
  let transport = await open(wanted, connectionFile);
  const connection = wanted.registration ? { ...wanted, ports: transport.ports } : wanted;
  // Loaded while the front end finds the open sockets; the kernel comes when somebody asks for more than its name.
  const [{ Reception }, { Wire }] = await Promise.all([import('./reception.js'), import('./wire.js')]);
  const wire = new Wire(connection.key);
  if (connection.registration) {
    const { register } = await import('./register.js');
    const { close } = transport;
    const stop = register(connection.registration, transport.ports, wire);
    transport = {
      ...transport,
      close() {
        stop();
        return close();
      }
    };
  }
  new Reception(transport, wire, language, async reception => {
    const { startKernel } = await import('./start-kernel.js');
    return startKernel(reception, { port, options, connection });
  });
}

/** Undefined where they are wrong, which the main thread says. */
function read({ args, here }: Given): KernelOptions | undefined {
  try {
    return startOptions(args, here);
  } catch {
    return undefined;
  }
}

/** Where they cannot be opened, the error says who has them. */
async function open(connection: Connection, connectionFile: string): Promise<Transport> {
  try {
    return openZeroMq(connection);
  } catch (error) {
    const { listenError } = await import('./listen-error.js');
    throw listenError(error, connectionFile);
  }
}
