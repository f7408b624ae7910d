/** Reads the token for slurmrestd where the settings say it lies, anew for each request. It is never kept or shown. */
import { readFileSync } from 'node:fs';
import { SondeError } from '@sonde/schema';
import type { SlurmSettings } from './settings.js';

export function readToken({ tokenFile, tokenVariable = 'SLURM_JWT' }: SlurmSettings): string {
  const text = tokenFile === undefined ? process.env[tokenVariable] : read(tokenFile);
  // As `scontrol token` prints it.
  const token = text?.trim().replace(/^SLURM_JWT=/, '');
  if (token) return token;
  const where = tokenFile === undefined ? `the environment variable ${tokenVariable}` : tokenFile;
  throw new SondeError('target-credentials', `There is no token for slurmrestd in ${where}`, {
    hint: 'Write what `scontrol token lifespan=86400` prints there.'
  });
}

/** When the token was made and ends (RFC 7519, section 4.1) and whose it is (Slurm's own `sun`), where it says so. */
export function claimsOf(token: string): { made?: Date; end?: Date; of?: string } {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    const { iat, exp, sun } = JSON.parse(payload) as { iat?: unknown; exp?: unknown; sun?: unknown };
    return {
      ...(typeof iat === 'number' && { made: new Date(iat * 1000) }),
      ...(typeof exp === 'number' && { end: new Date(exp * 1000) }),
      ...(typeof sun === 'string' && { of: sun })
    };
  } catch {
    return {}; // not a token of this sort
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : (cause as Error).message;
    throw new SondeError('target-credentials', `Cannot read the token for slurmrestd in ${path}: ${why}`, {
      cause
    });
  }
}
