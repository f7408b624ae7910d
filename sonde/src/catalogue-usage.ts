/** How `sonde catalogue` is called. Apart from what it does, so that other commands need not load the toolkit. */

export const catalogueOptions = {
  json: { type: 'boolean' },
  task: { type: 'string' },
  library: { type: 'string' },
  'data-type': { type: 'string' },
  licence: { type: 'string' },
  source: { type: 'string' },
  trainable: { type: 'boolean' },
  'runs-here': { type: 'boolean' },
  name: { type: 'string' },
  kind: { type: 'string' },
  branch: { type: 'string' }
} as const;

export type CatalogueFlags = {
  [Name in keyof typeof catalogueOptions]?: (typeof catalogueOptions)[Name]['type'] extends 'boolean'
    ? boolean
    : string;
};

export const catalogueUsage = `  sonde catalogue list                   list the modules there are
  sonde catalogue search WORDS           find modules; also --task, --library, --data-type, --licence, --source,
                                         --trainable, --runs-here
  sonde catalogue show NAME              say what a module takes and gives, or what a container would run
  sonde catalogue validate PATH...       check cards: files, or folders with an ai4-metadata.yml
  sonde catalogue import FOLDER|ADDRESS  add a folder, a git repository or a list to the sources
                                         (--name, --kind, --branch)
  sonde catalogue remove SOURCE          take a source out again
  sonde catalogue sources                say where modules come from, and how each place is doing
  sonde catalogue refresh                fetch all sources again, now
  Each with --json for programs.`;
