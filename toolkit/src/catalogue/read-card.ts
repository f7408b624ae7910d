/**
 * Reads a module's card, `ai4-metadata.yml` in version 2 (or DEEP's `metadata.json` in version 1, migrated), and says
 * in a sentence what is wrong with it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import { parse } from 'yaml';
import { SondeError, type Card } from '@sonde/schema';
import { cardCheck } from './card-schemas.js';
import { insideFolder } from './inside-folder.js';
import { isV1, migrateCard } from './migrate-card.js';

export const cardFile = 'ai4-metadata.yml';

/** The card in `folder`, or a {@link SondeError} that says what is wrong with it. */
export async function readCard(folder: string): Promise<Card> {
  await insideFolder(folder, cardFile, 'The card');
  const text = await readFile(join(folder, cardFile), 'utf8').catch((cause: unknown) => {
    throw new SondeError('card-missing', `There is no ${cardFile} that can be read in ${folder}`, { cause });
  });
  return parseCard(text);
}

/** The card that `text` (YAML, or JSON, which is YAML too) holds. `file` is what sentences call it. */
export function parseCard(text: string, file = cardFile): Card {
  let card: unknown;
  try {
    // No aliases beyond the default limit: a card of a few bytes must not unfold to gigabytes.
    card = parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch (cause) {
    const where = (cause as Error).message.split('\n')[0];
    throw new SondeError('card-wrong', `${file} is not YAML: ${where}`, { cause });
  }
  if (typeof card !== 'object' || card === null || Array.isArray(card)) {
    throw new SondeError('card-wrong', `${file} is no card: it must hold fields such as "title: ..."`);
  }
  const problems = isV1(card) ? judge(migrateCard(card)) : judge(card as Record<string, unknown>);
  if (Array.isArray(problems)) {
    throw new SondeError('card-wrong', `${file} is wrong: ${problems.join('; ')}`);
  }
  return problems;
}

/** The card, tidied; or what is wrong with it. */
function judge(card: Record<string, unknown>): Card | string[] {
  const version = card['metadata_version'];
  if (typeof version !== 'string') {
    return [
      version === undefined
        ? '"metadata_version" is missing'
        : '"metadata_version" must be text, such as 2.3.0'
    ];
  }
  const check = cardCheck(version);
  if (!check) return [`"metadata_version" is ${version}, 2.0.0 to 2.3.0 was wanted`];
  // Published cards leave links empty (`training_data:`), which says nothing.
  const links = isRecord(card['links']) ? withoutNulls(card['links']) : card['links'];
  const cleaned: Record<string, unknown> = { ...withoutNulls(card), ...(links !== undefined && { links }) };
  const problems = check(cleaned) ? [] : (check.errors ?? []).map(sentence);
  for (const field of ['title', 'summary']) {
    if (cleaned[field] === '') problems.push(`"${field}" must NOT have fewer than 1 character`);
  }
  return problems.length > 0 ? problems : tidy(cleaned);
}

/** What the schema lets through and we cannot use is left out: links and limits of a wrong type, missing dates. */
function tidy(card: Record<string, unknown>): Card {
  const { dates, links, resources, license, trained_on: trainedOn, ...rest } = card;
  const { created = '', updated = created } = (dates ?? {}) as { created?: string; updated?: string };
  return {
    ...rest,
    dates: { created, updated },
    links: only(links, 'string'),
    ...(typeof license === 'string' && { license }),
    ...(typeof trainedOn === 'string' && { trained_on: trainedOn }),
    ...(isRecord(resources) && {
      resources: Object.fromEntries(
        Object.entries(resources).map(([use, limits]) => [use, only(limits, 'number')])
      )
    })
  } as Card;
}

function only(fields: unknown, type: 'string' | 'number'): Record<string, unknown> {
  if (!isRecord(fields)) return {};
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === type));
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const field = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') {
    const { missingProperty } = params as { missingProperty: string };
    return `"${field ? `${field}.` : ''}${missingProperty}" is missing`;
  }
  if (keyword === 'enum') {
    const { allowedValues } = params as { allowedValues: string[] };
    return `"${field}" must be one of ${allowedValues.join(', ')}`;
  }
  if (keyword === 'not') {
    return 'it has fields of version 1 (tosca, sources, dataset_url, cite_url, date_creation or keywords)';
  }
  return `${field ? `"${field}"` : 'the whole'} ${message ?? 'is wrong'}`;
}
