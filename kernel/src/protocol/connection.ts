/** The connection file: where the front end listens for us, and the key we share. */
import { readFileSync } from 'node:fs';
import { SondeError } from '@sonde/schema/error';

export type Channel = 'shell' | 'control' | 'stdin' | 'iopub' | 'hb';

export interface Connection {
  key: string;
  address: Record<Channel, string>;
  /** The sockets speak CurveZMQ, with these keys. */
  curve: { publicKey: string; secretKey: string } | undefined;
  /** As a connect_reply tells them. 0 where the system chooses. */
  ports: ChannelPorts;
  /** Where the ports that the system has chosen are to be told (JEP 66). */
  registration?: Registration;
}

export type ChannelPorts = Record<`${Channel}_port`, number>;

export interface Registration {
  address: string;
  kernelId: string;
}

const hint = 'Jupyter writes it; start the kernel through Jupyter.';

export function readConnection(file: string): Connection {
  const fields = fieldsOf(file);
  const scheme = fields.signature_scheme ?? 'hmac-sha256';
  if (scheme !== 'hmac-sha256') {
    throw new SondeError(
      'connection-scheme',
      `The connection file ${file} wants signatures by ${JSON.stringify(scheme)}; only hmac-sha256 is spoken`,
      { hint: 'Set Session.signature_scheme of Jupyter to "hmac-sha256", which it is by default.' }
    );
  }
  if (fields.registration_port !== undefined) return connectionOfOurs(fields, file);
  const { transport = 'tcp', ip = '127.0.0.1' } = fields;
  const port = (channel: Channel): number => {
    const number = Number(fields[`${channel}_port`]);
    if (!Number.isInteger(number)) {
      throw new SondeError('connection-port', `The connection file ${file} has no ${channel}_port`, { hint });
    }
    if (transport === 'tcp' && (number < 1 || number > 65_535)) {
      const wanted = `${channel}_port is ${number}; a port is a number from 1 to 65535`;
      throw new SondeError('connection-port', `In the connection file ${file} ${wanted}`, { hint });
    }
    return number;
  };
  const address = (channel: Channel) =>
    transport === 'ipc'
      ? `ipc://${String(ip)}-${port(channel)}`
      : `${String(transport)}://${String(ip)}:${port(channel)}`;
  return {
    key: typeof fields.key === 'string' ? fields.key : '',
    address: {
      shell: address('shell'),
      control: address('control'),
      stdin: address('stdin'),
      iopub: address('iopub'),
      hb: address('hb')
    },
    curve: curveOf(fields, file),
    ports: {
      shell_port: port('shell'),
      control_port: port('control'),
      stdin_port: port('stdin'),
      iopub_port: port('iopub'),
      hb_port: port('hb')
    }
  };
}

/** A registration file: where to listen is our choice, where to say so is not. */
function connectionOfOurs(fields: Record<string, unknown>, file: string): Connection {
  const {
    transport = 'tcp',
    registration_ip: ip = '127.0.0.1',
    registration_port: port,
    kernel_id: id
  } = fields;
  const refused = (what: string) =>
    new SondeError('registration', `The registration file ${file} ${what}`, { hint });
  if (transport !== 'tcp')
    throw refused(`wants the transport ${JSON.stringify(transport)}; only tcp is spoken`);
  if (typeof id !== 'string') throw refused('has no kernel_id');
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw refused(`has the registration_port ${JSON.stringify(port)}; a port is a number from 1 to 65535`);
  // Who registers kernels of this machine finds them there; others have to reach them.
  const isHere = /^(127\.|localhost$|::1$)/.test(String(ip));
  const chosen = `tcp://${isHere ? '127.0.0.1' : '0.0.0.0'}:*`;
  return {
    key: typeof fields.key === 'string' ? fields.key : '',
    address: { shell: chosen, control: chosen, stdin: chosen, iopub: chosen, hb: chosen },
    curve: curveOf(fields, file),
    ports: { shell_port: 0, control_port: 0, stdin_port: 0, iopub_port: 0, hb_port: 0 },
    registration: { address: `tcp://${String(ip)}:${number}`, kernelId: id }
  };
}

function fieldsOf(file: string): Record<string, unknown> {
  let fields: unknown;
  try {
    fields = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new SondeError('connection-file', `Cannot read the connection file ${file}`, { hint, cause });
  }
  if (typeof fields === 'object' && fields !== null) return fields as Record<string, unknown>;
  throw new SondeError('connection-file', `The connection file ${file} holds no JSON object`, { hint });
}

/** Half a pair would leave the sockets open to all while their owner believes them closed. */
function curveOf(fields: Record<string, unknown>, file: string): Connection['curve'] {
  const { curve_publickey: publicKey, curve_secretkey: secretKey } = fields;
  if (publicKey === undefined && secretKey === undefined) return undefined;
  const isKey = (key: unknown): key is string => typeof key === 'string' && key.length === 40;
  if (isKey(publicKey) && isKey(secretKey)) return { publicKey, secretKey };
  throw new SondeError(
    'connection-curve',
    `The connection file ${file} wants encryption, but its curve_publickey and curve_secretkey are no pair of keys of 40 characters`,
    { hint }
  );
}
