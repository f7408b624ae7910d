/** The card of a module: `ai4-metadata` V2 (`ai4-metadata.yml`), as the AI4OS catalogue publishes it. */
import { Type, type Static } from '@sinclair/typebox';

const uri = Type.String({ format: 'uri' });

export const Card = Type.Object({
  metadata_version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
  title: Type.String({ minLength: 1 }),
  summary: Type.String({ minLength: 1 }),
  description: Type.String({ description: 'Markdown' }),
  dates: Type.Object({ created: Type.String(), updated: Type.String() }),
  links: Type.Intersect([Type.Object({ source_code: uri }), Type.Record(Type.String(), Type.String())]),
  tags: Type.Array(Type.String()),
  tasks: Type.Array(Type.String()),
  categories: Type.Array(Type.String()),
  libraries: Type.Array(Type.String()),
  'data-type': Type.Optional(Type.Array(Type.String())),
  license: Type.Optional(Type.String()),
  /** Ours: which data the published weights have seen, in words; the link to it is `links.dataset`. */
  trained_on: Type.Optional(Type.String()),
  resources: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.Number())))
});

export type Card = Static<typeof Card>;
