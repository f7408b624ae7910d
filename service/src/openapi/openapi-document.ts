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

function described({ path, id, summary, query = {}, body, status = 200, answer, open }: Operation): object {
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
      [status]: { description: summary, ...(answer && { content: contentOf(answer) }) },
      default: { $ref: '#/components/responses/Problem' }
    },
    ...(open && { security: [] })
  };
}

/** The name of a schema is JSON of it; what has a slash is a media type. */
function contentOf(what: string): object {
  return what.includes('/') ? { [what]: {} } : { 'application/json': { schema: ref(what) } };
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}
