/**
 * A front end for tests: starts the built kernel, speaks the protocol over real sockets, and gathers what belongs to a
 * request until its reply and its idle are both there.
 */
import { type ChildProcess } from 'node:child_process';
import { Wire, type Message } from '../protocol/wire.js';
type Content = Record<string, unknown>;
export interface Exchange {
    id: string;
    reply: Message;
    /** Everything on iopub under this request, in order, its statuses too. */
    outputs: Message[];
    /** Milliseconds from sending to the reply. */
    took: number;
}
export interface ClientOptions {
    args?: readonly string[];
    env?: Record<string, string>;
    /** Files of the notebook's folder. */
    files?: Record<string, string>;
    /** Start it from a process between, which can be killed, as Jupyter would. */
    orphanable?: boolean;
    /** How the question of an input_request is answered. */
    answer?: (prompt: string) => string;
}
export declare class KernelClient {
    readonly process: ChildProcess;
    readonly folder: string;
    readonly wire: Wire;
    private readonly sockets;
    private readonly answer;
    /** Every message of iopub, oldest first. */
    readonly iopub: Message[];
    private readonly waiting;
    private readonly listeners;
    private constructor();
    static start({ args, env, files, orphanable, answer }?: ClientOptions): Promise<KernelClient>;
    execute(code: string, options?: Content): Promise<Exchange>;
    /** Sends and waits for reply and idle. */
    request(channel: 'shell' | 'control', type: string, content: Content, metadata?: Content): Promise<Exchange>;
    /** Sends a message that has no reply. Resolves with its id. */
    notify(type: string, content: Content, buffers?: Uint8Array[]): Promise<string>;
    /** Sends frames as they are. */
    raw(frames: Uint8Array[]): Promise<void>;
    /** One beat. Resolves with how long it took. */
    heartbeat(): Promise<number>;
    /** Waits until a message on iopub makes `condition` true. */
    until(condition: () => boolean, patience?: number): Promise<void>;
    close(): Promise<void>;
    private send;
    private listen;
    private replied;
    private published;
    private settle;
    private asked;
}
/** The text a request printed on a stream. */
export declare function printed({ outputs }: Exchange, name?: 'stdout' | 'stderr'): string;
/** The text/plain of the result. */
export declare function result({ outputs }: Exchange): unknown;
/** The traceback without its colours. */
export declare function traceback({ reply }: Exchange): string;
export {};
//# sourceMappingURL=client.d.ts.map