/** Which module a request is about: `name`, `name@version`, or with its source. */
import type { Context } from 'hono';

export function askedModule({ req }: Context): string {
  const name = req.param('name') ?? '';
  const source = req.query('source');
  return source === undefined ? name : `${source}/${name}`;
}
