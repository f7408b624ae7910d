/** For tests: a registry on loopback, where Docker asks for no TLS, that has the images it is given. Reading only. */
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-fs';
import type { DockerEngine } from './docker-engine.js';

export interface ImageRegistry {
  /** Its address as in an image's name, e.g. "127.0.0.1:5000". */
  host: string;
  /** Takes over an image, and answers with its name here. */
  add(engine: DockerEngine, image: string, name: string): Promise<string>;
  close(): Promise<void>;
}

interface Blob {
  type: string;
  size: number;
  read(): NodeJS.ReadableStream | Buffer;
}

/** @param user whom it knows, as "name:password"; everybody when absent */
export async function startRegistry(user?: string): Promise<ImageRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-registry-'));
  /** By digest, and manifests by name and tag, too. */
  const blobs = new Map<string, Blob>();
  const server = createServer((request, response) => answer(request, response, { blobs, user }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    async add(engine, image, name) {
      const place = mkdtempSync(join(folder, 'image-'));
      await pipeline(await engine.docker.getImage(image).get(), extract(place));
      const [saved] = JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8')) as [
        { Config: string; Layers: string[] }
      ];
      const put = (path: string, mediaType: string) => {
        const blob = fileBlob(join(place, path), mediaType);
        blobs.set(blob.digest, blob);
        return { mediaType, size: blob.size, digest: blob.digest };
      };
      const manifest = Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: manifestType,
          config: put(saved.Config, 'application/vnd.oci.image.config.v1+json'),
          layers: saved.Layers.map(path => put(path, 'application/vnd.oci.image.layer.v1.tar'))
        })
      );
      const blob: Blob = { type: manifestType, size: manifest.length, read: () => manifest };
      for (const key of [digestOf(manifest), name]) blobs.set(key, blob);
      return `${host}/${name}`;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true });
    }
  };
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function fileBlob(path: string, type: string): Blob & { digest: string } {
  return {
    type,
    size: statSync(path).size,
    digest: digestOf(readFileSync(path)),
    read: () => createReadStream(path)
  };
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull */
function answer(
  { url = '', method, headers }: IncomingMessage,
  response: ServerResponse,
  { blobs, user }: { blobs: Map<string, Blob>; user: string | undefined }
): void {
  const end = (status: number, head: Record<string, string>, body = ''): void => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...head }).end(body);
  };
  if (user !== undefined && headers.authorization !== `Basic ${Buffer.from(user).toString('base64')}`) {
    const why = { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] };
    return end(401, { 'WWW-Authenticate': 'Basic realm="test"' }, JSON.stringify(why));
  }
  if (url === '/v2/') return end(200, {}, '{}');
  const [, name = '', reference = ''] = /^\/v2\/(.+)\/(?:manifests|blobs)\/([^/]+)$/.exec(url) ?? [];
  const blob = blobs.get(reference.startsWith('sha256:') ? reference : `${name}:${reference}`);
  if (!blob) return end(404, {}, '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
  const body = blob.read();
  response.writeHead(200, {
    'Content-Type': blob.type,
    'Content-Length': String(blob.size),
    ...(Buffer.isBuffer(body) && { 'Docker-Content-Digest': digestOf(body) })
  });
  if (method === 'HEAD') response.end();
  else if (Buffer.isBuffer(body)) response.end(body);
  else body.pipe(response);
}
