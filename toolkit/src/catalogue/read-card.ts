/** Reads a module's card, `ai4-metadata.yml` in version 2, and says in a sentence what is wrong with it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { Card, SondeError } from '@sonde/schema';

export const cardFile = 'ai4-metadata.yml';

/** The card in `folder`, or a {@link SondeError} that says what is wrong with it. */
export async function readCard(folder: string): Promise<Card> {
  const path = join(folder, cardFile);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SondeError('card-missing', `There is no ${cardFile} that can be read in ${folder}`, { cause });
  });
  return parseCard(text);
}

/** The card that `text` holds. */
export function parseCard(text: string): Card {
  let card: unknown;
  try {
    card = parse(text);
  } catch (cause) {
    const where = (cause as Error).message.split('\n')[0];
    throw new SondeError('card-wrong', `${cardFile} is not YAML: ${where}`, { cause });
  }
  check ??= compile();
  if (check(card)) return card as Card;
  throw new SondeError(
    'card-wrong',
    `${cardFile} is wrong: ${(check.errors ?? []).map(sentence).join('; ')}`
  );
}

let check: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv);
  return ajv.compile(Card);
}

function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const field = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') {
    const { missingProperty } = params as { missingProperty: string };
    return `"${field ? `${field}.` : ''}${missingProperty}" is missing`;
  }
  return `${field ? `"${field}"` : 'the whole'} ${message ?? 'is wrong'}`;
}
