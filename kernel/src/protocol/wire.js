/** Jupyter messages to multipart frames and back (messaging 5.3), signed with HMAC-SHA256. Pure. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
const delimiter = Buffer.from('<IDS|MSG>');
const protocolVersion = '5.4';
export class Wire {
    key;
    now;
    session = randomBytes(16).toString('hex');
    prefix = randomBytes(8).toString('hex');
    count = 0;
    /** An empty key leaves messages unsigned. */
    constructor(key, now = () => new Date()) {
        this.key = key;
        this.now = now;
    }
    header(type) {
        return {
            msg_id: `${this.prefix}_${this.count++}`,
            msg_type: type,
            session: this.session,
            username: 'kernel',
            date: this.now().toISOString(),
            version: protocolVersion
        };
    }
    encode(message) {
        const parts = [message.header, message.parent, message.metadata, message.content].map(part => Buffer.from(JSON.stringify(part)));
        return [...message.identities, delimiter, Buffer.from(this.sign(parts)), ...parts, ...message.buffers];
    }
    /** The message, or undefined when it is malformed or its signature is wrong: such a message is not answered. */
    decode(frames) {
        const at = frames.findIndex(frame => delimiter.equals(frame));
        const [signature, ...rest] = frames.slice(at + 1);
        const parts = rest.slice(0, 4);
        if (at < 0 || !signature || parts.length < 4)
            return undefined;
        if (!this.accepts(signature, parts))
            return undefined;
        try {
            const [header, parent, metadata, content] = parts.map(part => JSON.parse(Buffer.from(part).toString()));
            if (!isHeader(header))
                return undefined;
            return {
                identities: frames.slice(0, at),
                header,
                parent: record(parent),
                metadata: record(metadata),
                content: record(content),
                buffers: rest.slice(4)
            };
        }
        catch {
            return undefined;
        }
    }
    sign(parts) {
        if (this.key === '')
            return '';
        const hmac = createHmac('sha256', this.key);
        for (const part of parts)
            hmac.update(part);
        return hmac.digest('hex');
    }
    accepts(signature, parts) {
        if (this.key === '')
            return true;
        const expected = Buffer.from(this.sign(parts));
        return signature.length === expected.length && timingSafeEqual(signature, expected);
    }
}
function isHeader(value) {
    const { msg_id, msg_type, session } = record(value);
    return typeof msg_id === 'string' && typeof msg_type === 'string' && typeof session === 'string';
}
function record(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : {};
}
//# sourceMappingURL=wire.js.map