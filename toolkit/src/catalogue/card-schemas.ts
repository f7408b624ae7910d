/** The JSON Schemas that AI4OS publishes for cards, by version; they lie in `toolkit/cards`. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const versions = ['2.0.0', '2.1.0', '2.2.0', '2.3.0'] as const;
const newest = '2.3.0';

/** The check of cards of `version`; one of version 2 that we do not know is checked as the newest. Undefined for others. */
export function cardCheck(version: string): ValidateFunction | undefined {
  const known = versions.find(one => one === version) ?? (version.startsWith('2.') ? newest : undefined);
  if (!known) return undefined;
  const check = checks.get(known) ?? compile(known);
  checks.set(known, check);
  return check;
}

const checks = new Map<string, ValidateFunction>();

function compile(version: string): ValidateFunction {
  // Relative to src/catalogue and lib/catalogue alike.
  const path = new URL(`../../cards/ai4-apps-v${version}.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  delete schema['$schema']; // with http where the draft's name has https, so Ajv would not know it
  // In this draft `format` tells and does not judge, and published cards rely on it ("docker_image: ai4oshub/x").
  return new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
}
