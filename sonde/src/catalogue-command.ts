/** `sonde catalogue ...`: what the catalogue holds, where from, and what is wrong with a card. */
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  SondeError,
  printable,
  type BrokenEntry,
  type CatalogueEntry,
  type SourceState
} from '@sonde/schema';
import {
  type CatalogueResult,
  ContainerModule,
  catalogue,
  findEntry,
  hereOf,
  parseCard,
  readReadme,
  sourceNote,
  type AddOptions,
  type CatalogueQuery
} from '@sonde/toolkit';
import { catalogueUsage, type CatalogueFlags } from './catalogue-usage.js';
import { textTable } from './text-table.js';

/** Prints the answer; the number is the exit code. */
export async function catalogueCommand(
  [verb = 'list', ...rest]: readonly string[],
  flags: CatalogueFlags,
  print: (text: string) => void = console.log
): Promise<number> {
  const say = (text: string, data: unknown): number => {
    print(flags.json ? json(data) : printable(text));
    return 0;
  };
  switch (verb) {
    case 'list':
    case 'search': {
      const query = queryOf(rest.join(' '), flags);
      let result = await catalogue.search(query);
      const fetched = result.sources.filter(({ status }) => status === 'refreshing');
      const unread = fetched.filter(state => !state.fetched);
      if (unread.length > 0) {
        console.error(`Fetching ${namesOf(unread)} for the first time …`);
        await catalogue.settled();
        result = await catalogue.search(query);
      }
      const code = say(resultText(result), { entries: result.entries, sources: result.sources });
      if (fetched.length > unread.length) {
        // A command ends before what runs in the background could; nobody waits long for what the next one shows.
        console.error(`Fetching ${namesOf(fetched)} again, for the next time …`);
        await catalogue.settled({ signal: AbortSignal.timeout(mostWait) });
      }
      return code;
    }
    case 'refresh': {
      const { entries, sources } = await catalogue.refresh();
      const code = sources.some(({ problem }) => problem !== undefined) ? 1 : 0;
      say(sourcesText(sources), { total: entries.length, sources });
      return code;
    }
    case 'sources': {
      const sources = await catalogue.sources();
      return say(sourcesText(sources), sources);
    }
    case 'show':
      return show(one(rest, 'catalogue show', 'the name of a module'), say);
    case 'validate':
      return validate(rest, say);
    case 'import': {
      const options: AddOptions = {
        ...(flags.name !== undefined && { name: flags.name }),
        ...(flags.branch !== undefined && { branch: flags.branch }),
        // What is no kind is refused with the list of kinds.
        ...(flags.kind !== undefined && { kind: flags.kind as SourceState['kind'] })
      };
      const state = await catalogue.add(one(rest, 'catalogue import', 'a folder or an address'), options);
      const note = state.problem === undefined ? '' : `\n${state.problem}`;
      return say(
        `Added "${state.name}" (${state.kind}): it holds ${count(state.entries, 'module')}.${note}`,
        state
      );
    }
    case 'remove': {
      const source = await catalogue.remove(one(rest, 'catalogue remove', 'the name of a source'));
      return say(`Removed "${source.name}" (${source.location}).`, source);
    }
    default:
      throw new SondeError('usage', `There is no command "sonde catalogue ${verb}"`, {
        hint: `Usage:\n${catalogueUsage}`
      });
  }
}

/** JSON escapes the control characters of 7 bits only. */
function json(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(
    /[\u007f-\u009f]/g,
    character => `\\u00${character.charCodeAt(0).toString(16)}`
  );
}

/** Milliseconds. */
const mostWait = 30_000;

function namesOf(states: readonly SourceState[]): string {
  return states.map(({ name }) => name).join(' and ');
}

function queryOf(text: string, flags: CatalogueFlags): CatalogueQuery {
  const { task, library, licence, source, trainable } = flags;
  return {
    text,
    task,
    library,
    licence,
    source,
    trainable,
    dataType: flags['data-type'],
    runsHere: flags['runs-here']
  };
}

function resultText(result: CatalogueResult): string {
  if (result.entries.length === 0) return String(result);
  const rows = result.entries.map(entry => [
    entry.name,
    entry.ok ? entry.kind : 'broken',
    entry.source,
    entry.ok ? entry.card.summary : entry.problem
  ]);
  const notes = result.sources.flatMap(state => sourceNote(state) ?? []);
  const total = `${count(result.entries.length, 'entry', 'entries')}${ofKinds(result.entries)}`;
  return [textTable(['Name', 'Kind', 'Source', 'Summary'], rows), '', total, ...notes].join('\n');
}

function ofKinds(entries: readonly CatalogueEntry[]): string {
  const broken = entries.filter((entry): entry is BrokenEntry => !entry.ok).length;
  const here = entries.filter(entry => entry.ok && entry.here.runs).length;
  return `, ${here} of them run here${broken > 0 ? `, ${broken} broken` : ''}`;
}

function sourcesText(sources: readonly SourceState[]): string {
  const rows = sources.map(({ name, kind, status, entries, fetched, location }) => [
    name,
    kind,
    status,
    String(entries),
    fetched?.slice(0, 16).replace('T', ' ') ?? '',
    location
  ]);
  const notes = sources.flatMap(state => sourceNote(state) ?? []);
  const table = textTable(['Source', 'Kind', 'State', 'Modules', 'Fetched (UTC)', 'Location'], rows);
  return [table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

async function show(name: string, say: (text: string, data: unknown) => number): Promise<number> {
  const found = await findEntry(name);
  if (found.kind === 'container') return say(String(new ContainerModule(found.info)), found.info);
  const { info } = found;
  const { card, train } = info;
  const here = await hereOf(info);
  const lines: [string, string][] = [
    ['Module', `${info.name} ${info.version} (${info.source})`],
    ['Title', card.title],
    ['Summary', card.summary],
    ['Takes', info.input.description],
    ['Gives', info.output.description],
    ['Trains on', train?.dataset.description ?? 'cannot be trained'],
    ['Here', here.runs ? 'runs' : here.why],
    ['Licence', card.license ?? 'not stated'],
    ['Code', card.links.source_code],
    ['Folder', info.folder]
  ];
  const readme = await readReadme(found);
  const head = lines.map(([label, text]) => `${label.padEnd(10)}${text}`).join('\n');
  return say(readme ? `${head}\n\n${readme.trimEnd()}` : head, info);
}

/** Says of each card whether it is right; 1 when one is not. */
function validate(paths: readonly string[], say: (text: string, data: unknown) => number): number {
  if (paths.length === 0) one(paths, 'catalogue validate', 'the path of a card');
  const checks = paths.map(path => ({ path, problem: problemOf(path) }));
  say(
    checks
      .map(({ path, problem }) => (problem === undefined ? `${path}: right` : `${path}: ${problem}`))
      .join('\n'),
    checks.map(({ path, problem }) => ({ path, ok: problem === undefined, ...(problem && { problem }) }))
  );
  return checks.some(({ problem }) => problem !== undefined) ? 1 : 0;
}

function problemOf(path: string): string | undefined {
  try {
    const file = statSync(path).isDirectory() ? join(path, 'ai4-metadata.yml') : path;
    parseCard(readFileSync(file, 'utf8'), basename(file));
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'there is no such card';
    return (error as Error).message;
  }
}

function one(words: readonly string[], command: string, wanted: string): string {
  const [word] = words;
  if (word !== undefined && words.length === 1) return word;
  throw new SondeError(
    'usage',
    `"sonde ${command}" takes ${wanted}${words.length > 1 ? ', and only one' : ''}`,
    {
      hint: `Usage:\n${catalogueUsage}`
    }
  );
}

function count(n: number, thing: string, things = `${thing}s`): string {
  return `${n} ${n === 1 ? thing : things}`;
}
