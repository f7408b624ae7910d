/**
 * Turns an answer that is not the wished one into a sentence with a next step. The service answers errors as RFC 9457
 * problems; whatever stands in front of it (Jupyter, its proxy, a hub) may answer with JSON of its own or with a page.
 */
import { SondeError, type Problem } from '@sonde/schema';

/** True for an answer of the proxy that says the service is not up (yet); the service's own errors are problems. */
export function isStarting(response: Response): boolean {
  return [500, 502, 503, 504].includes(response.status) && !isProblem(response);
}

/** The error an answer stands for. Reads its body. */
export async function toServiceError(response: Response): Promise<SondeError> {
  const text = await response.text();
  const body = parseJson(text);
  if (isProblem(response) && isRecord(body) && typeof body['detail'] === 'string') {
    const problem = body as unknown as Problem;
    return new SondeError(problem.type || `http-${response.status}`, problem.detail, {
      hint: problem.hint,
      fields: problem.fields
    });
  }
  return foreignError(response.status, excerpt(body, text));
}

/** The error of a request that got no answer at all. */
export function toNetworkError(cause: unknown): SondeError {
  return new SondeError('server-unreachable', 'Cannot reach the Jupyter server', {
    hint: 'Check that JupyterLab still runs in its terminal and that the network is up, then try again.',
    cause
  });
}

function foreignError(status: number, said: string): SondeError {
  const quote = said === '' ? '' : `: ${said}`;
  if (status === 401 || status === 403) {
    return new SondeError('refused', `Jupyter refused the request (${status})${quote}`, {
      hint: 'The login may have ended: reload the page and log in again.'
    });
  }
  if (status === 404) {
    return new SondeError('service-missing', 'This Jupyter server does not offer the Sonde service', {
      hint: 'Run "npm start" in the Sonde folder again; it sets the service up and opens a JupyterLab that has it.'
    });
  }
  if (status >= 500) {
    return new SondeError('service-down', `The Sonde service did not start (${status})${quote}`, {
      hint: 'The terminal in which JupyterLab runs says why. Then try again.'
    });
  }
  return new SondeError(`http-${status}`, `The Sonde service could not be asked (${status})${quote}`);
}

function isProblem(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('application/problem+json');
}

/** What a foreign answer says, in at most 160 characters: a page is reduced to its title or its text. */
function excerpt(body: unknown, text: string): string {
  if (isRecord(body)) {
    const said = body['message'] ?? body['reason'] ?? body['detail'];
    return typeof said === 'string' ? shorten(said) : '';
  }
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  const visible = text.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  return shorten(title ?? visible);
}

function shorten(text: string, longest = 160): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: a page, or nothing. The caller falls back to the text.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
