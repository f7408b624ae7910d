export interface Header {
    msg_id: string;
    msg_type: string;
    session: string;
    username: string;
    date: string;
    version: string;
    [key: string]: unknown;
}
export interface Message {
    /** Routing identities of the sender; a topic on iopub. */
    identities: Uint8Array[];
    header: Header;
    parent: Partial<Header>;
    metadata: Record<string, unknown>;
    content: Record<string, unknown>;
    buffers: Uint8Array[];
}
export declare class Wire {
    private readonly key;
    private readonly now;
    private readonly session;
    private readonly prefix;
    private count;
    /** An empty key leaves messages unsigned. */
    constructor(key: string, now?: () => Date);
    header(type: string): Header;
    encode(message: Message): Uint8Array[];
    /** The message, or undefined when it is malformed or its signature is wrong: such a message is not answered. */
    decode(frames: readonly Uint8Array[]): Message | undefined;
    private sign;
    private accepts;
}
//# sourceMappingURL=wire.d.ts.map