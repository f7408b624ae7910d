/** Reads the JSON body of a request into `context.get('json')`. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { SondeError } from '@sonde/schema';

export interface JsonVariables {
  Variables: { json: unknown };
}

/** @param mebibytes the largest body that is read */
export function readJson({ mebibytes = 1 } = {}): [MiddlewareHandler, MiddlewareHandler<JsonVariables>] {
  const limit = bodyLimit({
    maxSize: mebibytes * 2 ** 20,
    onError: () => {
      throw new SondeError('body-large', `The request is larger than ${mebibytes} MiB`);
    }
  });
  return [
    limit,
    async (context, next) => {
      const body: unknown = await context.req.json().catch((cause: unknown) => {
        throw new SondeError('body-wrong', `The request is not JSON: ${(cause as Error).message}`, { cause });
      });
      context.set('json', body);
      await next();
    }
  ];
}
