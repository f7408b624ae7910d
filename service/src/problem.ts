/** Errors as HTTP answers: RFC 9457 problem documents whose `type` is our code and whose `detail` is the sentence. */
import { SondeError, type Problem } from '@sonde/schema';

/** The problem that stands for anything thrown. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof SondeError) {
    const status = statuses[thrown.code] ?? 422;
    return {
      type: thrown.code,
      title: titles[status] ?? 'Error',
      status,
      detail: thrown.message,
      ...(thrown.hint !== undefined && { hint: thrown.hint }),
      ...(thrown.fields && { fields: thrown.fields as Record<string, string[]> })
    };
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const hint = 'This is a fault in Sonde or in the module. The terminal in which JupyterLab runs tells more.';
  return { type: 'internal', title: titles[500] ?? '', status: 500, detail, hint };
}

/** The answer that carries a problem. */
export function problemResponse(problem: Problem): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      // What was too large is not read to its end, so the connection cannot be used again.
      ...(problem.status === 413 && { Connection: 'close' })
    }
  });
}

/** Codes that are not simply a wrong request (422). */
const statuses: Record<string, number> = {
  refused: 403,
  'module-unknown': 404,
  'version-unknown': 404,
  'job-unknown': 404,
  'schedule-unknown': 404,
  'path-unknown': 404,
  'body-wrong': 400,
  'body-large': 413,
  'key-taken': 409,
  'job-running': 409,
  'artefact-missing': 404,
  cancelled: 409,
  'example-unknown': 404,
  'example-missing': 404,
  'picture-missing': 404,
  internal: 500,
  'module-broken': 500,
  'predictor-ended': 500,
  'service-ending': 503,
  'too-slow': 504,
  'cannot-start': 500,
  'engine-broken': 500,
  'cannot-write': 507,
  'disk-full': 507
};

const titles: Record<number, string> = {
  400: 'Bad request',
  403: 'Refused',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  422: 'Wrong request',
  500: 'Internal error',
  503: 'Ending',
  504: 'Too slow',
  507: 'No room'
};
