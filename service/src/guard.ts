/**
 * Lets only our own pages in. jupyter-server-proxy checks the login but leaves cross-site forgery to what it proxies:
 * a foreign page could make a logged-in browser send requests here. It cannot set our header without a preflight,
 * which is refused, and it cannot hide its origin.
 */
import { SondeError, serviceHeader } from '@sonde/schema';

/** Throws a sentence for a request that our own page did not send. */
export function guard(headers: Headers): void {
  if (headers.get(serviceHeader.name) !== serviceHeader.value) {
    throw new SondeError(
      'refused',
      `The request lacks the header ${serviceHeader.name}: ${serviceHeader.value}`,
      {
        hint: 'Only the Sonde panels of JupyterLab speak to this service.'
      }
    );
  }
  const origin = headers.get('Origin');
  // A browser leaves Origin out of GET requests to the page's own site, and a program always.
  if (origin !== null && !ownHosts(headers).includes(hostOf(origin))) {
    throw new SondeError('refused', `The request comes from another site: ${origin}`, {
      hint: 'Open the Sonde panels from the JupyterLab that they belong to.'
    });
  }
}

/** The proxy passes `Host` on as the browser sent it; a second proxy in front tells in `X-Forwarded-Host`. */
function ownHosts(headers: Headers): string[] {
  const forwarded = headers.get('X-Forwarded-Host')?.split(',')[0]?.trim();
  return [headers.get('Host'), forwarded].filter(host => host).map(host => String(host).toLowerCase());
}

/** "https://example.org:8888" → "example.org:8888"; what is no origin ("null") matches no host. */
function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return '\0';
  }
}
