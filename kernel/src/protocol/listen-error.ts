/** Why the kernel cannot listen where its connection file says, as a sentence. */
import { SondeError } from '@sonde/schema/error';
import { otherKernel } from './life.js';

export function listenError(error: unknown, connectionFile: string): unknown {
  const { code, address, message } = error as { code?: string; address?: string; message: string };
  if (code === undefined) return error;
  if (code !== 'EADDRINUSE') {
    return new SondeError(
      'connection-listen',
      `Cannot listen on ${address ?? 'the ports'}, as the connection file ${connectionFile} wants: ${message}`,
      {
        hint: 'Look whether the address is one of this machine, and start kernels through Jupyter.',
        cause: error
      }
    );
  }
  const other = otherKernel(connectionFile);
  const who =
    other === undefined ? 'Another program' : `Another kernel with the same file (process ${other})`;
  return new SondeError(
    'connection-taken',
    `Cannot listen on ${address ?? 'the ports'}, as the connection file ${connectionFile} wants. ${who} does so already`,
    { hint: 'Start kernels through Jupyter, which gives each a connection file of its own.', cause: error }
  );
}
