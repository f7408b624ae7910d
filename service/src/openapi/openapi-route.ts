/** Serves the document that describes this service. */
import type { Hono } from 'hono';
import { paths } from '@sonde/schema';
import { openApiDocument } from './openapi-document.js';

export function openApiRoute(app: Hono): void {
  app.get(paths.openapi, context => context.json(openApiDocument()));
}
