/** Reads single fields of an output that claims to be a view of ours; a sentence says which field is wrong. */
import { SondeError } from '@sonde/schema';

export function record(value: unknown, view: string, field?: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(view, field);
  return value as Record<string, unknown>;
}

export function list(value: unknown, view: string, field: string): unknown[] {
  if (!Array.isArray(value)) throw wrong(view, field);
  return value;
}

export function text(value: unknown, view: string, field: string): string {
  if (typeof value !== 'string') throw wrong(view, field);
  return value;
}

export function number(value: unknown, view: string, field: string): number {
  if (typeof value !== 'number') throw wrong(view, field);
  return value;
}

export const optionalText = (value: unknown) => (typeof value === 'string' ? value : undefined);
export const optionalNumber = (value: unknown) => (typeof value === 'number' ? value : undefined);

export function wrong(view: string, field?: string): SondeError {
  const where = field === undefined ? '' : `: "${field}" is missing or of the wrong kind`;
  return new SondeError('bad-view', `Cannot draw this output as a Sonde ${view} view${where}`, {
    hint: 'The notebook may be from another version of Sonde. Run the cell again.'
  });
}

/** Only pictures whose bytes are in the notebook itself (`data:`): opening a notebook must fetch nothing from elsewhere. */
export function dataImage(value: unknown): string | undefined {
  const isImage = typeof value === 'string' && /^data:image\/(png|jpeg|webp|gif);base64,/.test(value);
  return isImage ? value : undefined;
}
