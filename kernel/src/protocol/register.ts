/** Tells who started us where we listen (JEP 66, messaging 5.6: the kernel startup handshake). */
import { Dealer } from 'zeromq';
import type { ChannelPorts, Registration } from './connection.js';
import { log } from './log.js';
import type { Wire } from './wire.js';

/** How long the answer may take, in milliseconds; whoever does not answer may still have heard. */
const patience = 30_000;

/** Returns what ends it early: a process that exits with an open socket aborts. Where nobody answers, the log says so. */
export function register({ address, kernelId }: Registration, ports: ChannelPorts, wire: Wire): () => void {
  const socket = new Dealer({ linger: 0, receiveTimeout: patience });
  const content: Record<string, string> = { kernel_id: kernelId };
  for (const [name, port] of Object.entries(ports)) content[name] = String(port);
  const tell = async () => {
    socket.connect(address);
    await socket.send(wire.encodeAlone(content));
    // What is signed with another key is not from who started us.
    while (!wire.isSignedAlone(await socket.receive()));
  };
  void tell()
    .catch((error: unknown) => {
      if (!socket.closed)
        log(`Nobody at ${address} has acknowledged where this kernel listens: ${(error as Error).message}`);
    })
    .finally(() => socket.close());
  return () => socket.close();
}
