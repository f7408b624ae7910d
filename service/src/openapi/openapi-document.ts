/**
 * The service as an OpenAPI 3.1 document. Each body's schema is the one that requests are checked against; what the routes
 * are is in operations.ts, what they answer in answer-schemas.ts.
 */
import { serviceHeader } from '@sonde/schema';
import { version } from '../version.js';
import { answerSchemas } from './answer-schemas.js';
import { operations, type Operation } from './operations.js';
import { requestSchemas } from './request-schemas.js';

export interface OpenApiDocument {
  openapi: string;
  info: object;
  servers: object[];
  security: object[];
  paths: Record<string, Record<string, object>>;
  components: { schemas: Record<string, object>; responses: object; securitySchemes: object };
}

export function openApiDocument(): OpenApiDocument {
  const all: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    (all[operation.path] ??= {})[operation.method] = described(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sonde',
      version,
      description:
        'Modules, jobs, targets and schedules of one user, behind the login of their JupyterLab. Errors are problem ' +
        'documents (RFC 9457) whose `detail` is a sentence and whose `hint` is the next step.',
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' }
    },
    servers: [{ url: '.', description: 'Where this document was found' }],
    security: [{ client: [] }],
    paths: all,
    components: {
      schemas: { ...requestSchemas, ...answerSchemas },
      responses: {
        Problem: {
          description: 'What is wrong, in a sentence',
          content: { 'application/problem+json': { schema: ref('Problem') } }
        }
      },
      securitySchemes: {
        client: {
          type: 'apiKey',
          in: 'header',
          name: serviceHeader.name,
          description: `Each request carries it, its value is "${serviceHeader.value}"; other sites' pages cannot.`
        }
      }
    }
  };
}

function described({ path, id, summary, query = {}, body, status = 200, ...rest }: Operation): object {
  const { answer, events, open } = rest;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' }
  }));
  const inQuery = Object.entries(query).map(([name, { description, required = false, schema }]) => ({
    name,
    in: 'query',
    required,
    description,
    schema: schema ?? { type: 'string' }
  }));
  const parameters = [...inPath, ...inQuery];
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [status]: { description: summary, ...(answer && { content: contentOf(answer, events) }) },
      default: { $ref: '#/components/responses/Problem' }
    },
    ...(open && { security: [] })
  };
}

/** The name of a schema is JSON of it; what has a slash is a media type, of a stream with what its events have as data. */
function contentOf(what: string, events?: readonly string[]): object {
  if (!what.includes('/')) return { 'application/json': { schema: ref(what) } };
  if (!events) return { [what]: {} };
  const each = events.map(ref);
  const contentSchema = each.length === 1 ? each[0] : { anyOf: each };
  const description = 'Server-sent events; the data of each is one JSON';
  return {
    [what]: { schema: { type: 'string', description, contentMediaType: 'application/json', contentSchema } }
  };
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}
