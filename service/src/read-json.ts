/** Reads the JSON body of a request, of at most a MiB, into `context.get('json')`. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { SondeError } from '@sonde/schema';

export interface JsonVariables {
  Variables: { json: unknown };
}

export function readJson(): [MiddlewareHandler, MiddlewareHandler<JsonVariables>] {
  const limit = bodyLimit({
    maxSize: 1 << 20,
    onError: () => {
      throw new SondeError('body-large', 'The request is larger than 1 MiB');
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
