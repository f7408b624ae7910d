/** How the panel lays jobs out: filtered, in sections, in groups, as one flat list of which only a part is drawn. */
import { jobStates, type JobRecord } from '@sonde/schema';
import { sections, type JobsSections } from './list.js';

export type SectionId = keyof JobsSections;
export type Grouping = 'none' | 'module' | 'notebook' | 'sweep';

export interface LayoutChoice {
  filter: string;
  grouping: Grouping;
  /** Keys of sections and groups that are folded. */
  folded: ReadonlySet<string>;
}

export type Item =
  | { kind: 'section'; key: string; section: SectionId; count: number; folded: boolean }
  /** `name` is undefined for jobs that belong to no such group; of a sweep it is the id that its jobs share. */
  | {
      kind: 'group';
      key: string;
      name: string | undefined;
      title: string | undefined;
      sweep: boolean;
      count: number;
      folded: boolean;
    }
  | { kind: 'job'; key: string; job: JobRecord };

export interface Layout {
  items: Item[];
  /** Jobs that the filter lets through. */
  found: number;
  /** Ids of the ended ones among them. */
  ended: string[];
}

const order: readonly SectionId[] = ['running', 'waiting', 'ended'];

export function layOut(jobs: Iterable<JobRecord>, { filter, grouping, folded }: LayoutChoice): Layout {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? [...jobs] : [...jobs].filter(job => matches(job, words));
  const parts = sections(found);
  const items: Item[] = [];
  for (const section of order) {
    const inside = parts[section];
    if (inside.length === 0) continue;
    const isFolded = folded.has(section);
    items.push({ kind: 'section', key: section, section, count: inside.length, folded: isFolded });
    if (isFolded) continue;
    if (grouping === 'none') items.push(...inside.map(asItem));
    else items.push(...grouped(inside, section, grouping, folded));
  }
  return { items, found: found.length, ended: parts.ended.map(job => job.id) };
}

/** The groups in the order of their first job. */
function grouped(
  jobs: readonly JobRecord[],
  section: SectionId,
  grouping: Exclude<Grouping, 'none'>,
  folded: ReadonlySet<string>
): Item[] {
  const groups = new Map<string | undefined, JobRecord[]>();
  for (const job of jobs) {
    const name = groupOf(job, grouping);
    const group = groups.get(name);
    if (group) group.push(job);
    else groups.set(name, [job]);
  }
  return [...groups].flatMap(([name, inside]): Item[] => {
    const key = `${section}/${grouping}/${name ?? ''}`;
    const isFolded = folded.has(key);
    const sweep = grouping === 'sweep' && name !== undefined;
    const title = sweep ? (inside[0]?.labels['sweep'] ?? name) : name;
    const header: Item = { kind: 'group', key, name, title, sweep, count: inside.length, folded: isFolded };
    return isFolded ? [header] : [header, ...inside.map(asItem)];
  });
}

export function groupOf(job: JobRecord, grouping: Exclude<Grouping, 'none'>): string | undefined {
  if (grouping === 'module') return job.module?.replace(/(?<=.)@[^@]*$/, '');
  if (grouping === 'notebook') return job.labels['notebook'] ?? job.notebook;
  return job.group;
}

/** Every word must be somewhere in what a person sees of the job, or be the beginning of its id. */
function matches(job: JobRecord, words: readonly string[]): boolean {
  const seen = [
    job.title,
    job.module,
    job.kind,
    job.target,
    job.group,
    job.notebook,
    jobStates[job.state].label,
    ...Object.values(job.labels)
  ];
  const text = seen.join('\n').toLowerCase();
  return words.every(word => text.includes(word) || job.id.startsWith(word));
}

function asItem(job: JobRecord): Item {
  return { kind: 'job', key: job.id, job };
}
