/** What a catalogue can be narrowed down by. Within a facet any of the chosen values will do, across facets all must fit. */
import type { ListedEntry } from '../service.js';

export const facetNames = ['task', 'dataType', 'library', 'licence', 'trainable', 'source', 'here'] as const;

/** `trainable` and `here` (runs on this machine) have the values "yes" and "no". */
export type FacetName = (typeof facetNames)[number];

/** The chosen values of each facet; one without values does not narrow. */
export type Filters = Partial<Record<FacetName, readonly string[]>>;

export interface FacetCount {
  value: string;
  /** Entries that would be found with this value as the facet's only one. */
  count: number;
}

/** The facet values of all entries, by number. */
export class FacetTable {
  /** Entries come in the order of their numbers. */
  add(entry: ListedEntry): void {
    for (const name of facetNames) this._columns[name].add(facetValues(entry, name));
  }

  /** Of `candidates`, those that pass all filters, and how many each value would leave given the filters of the others. */
  narrow(
    candidates: Uint32Array,
    filters: Filters
  ): { passed: Uint32Array; counts: Record<FacetName, FacetCount[]> } {
    const columns = facetNames.map(name => this._columns[name].narrowTo(filters[name] ?? []));
    const passed = new Uint32Array(candidates.length);
    let found = 0;
    for (const entry of candidates) {
      // An entry that one facet keeps out still counts for the values of that facet.
      let failing: NarrowedColumn | undefined;
      let failures = 0;
      for (const column of columns) {
        if (column.allows(entry)) continue;
        failing = column;
        if (++failures > 1) break;
      }
      if (failures === 0) {
        passed[found++] = entry;
        for (const column of columns) column.count(entry);
      } else if (failures === 1) failing!.count(entry);
    }
    const counts = Object.fromEntries(facetNames.map((name, n) => [name, columns[n]!.result()]));
    return { passed: passed.subarray(0, found), counts: counts as Record<FacetName, FacetCount[]> };
  }

  private readonly _columns = Object.fromEntries(facetNames.map(name => [name, new Column()])) as Record<
    FacetName,
    Column
  >;
}

/** What `entry` has under a facet. */
export function facetValues(entry: ListedEntry, name: FacetName): readonly string[] {
  if (name === 'source') return [entry.source];
  if (!entry.ok) return [];
  switch (name) {
    case 'task':
      return entry.card.tasks;
    case 'dataType':
      return entry.card['data-type'] ?? [];
    case 'library':
      return entry.card.libraries;
    case 'licence':
      return entry.card.license ? [entry.card.license] : [];
    case 'trainable':
      return [entry.trainable ? 'yes' : 'no'];
    case 'here':
      return [entry.here.runs ? 'yes' : 'no'];
  }
}

interface NarrowedColumn {
  allows(entry: number): boolean;
  count(entry: number): void;
  result(): FacetCount[];
}

/** One facet: the values there are, and for each entry the numbers of its own. Values that differ only in case are one. */
class Column {
  add(values: readonly string[]): void {
    for (const value of values) {
      const key = value.toLowerCase();
      let number = this._numbers.get(key);
      if (number === undefined) {
        number = this._labels.length;
        this._numbers.set(key, number);
        this._labels.push(value);
      }
      this._values.push(number);
    }
    this._ends.push(this._values.length);
  }

  narrowTo(chosen: readonly string[]): NarrowedColumn {
    const values = this._values;
    const ends = this._ends;
    const counts = new Uint32Array(this._labels.length);
    const wanted = new Uint8Array(this._labels.length);
    for (const value of chosen) {
      const number = this._numbers.get(value.toLowerCase());
      if (number !== undefined) wanted[number] = 1;
    }
    return {
      allows: entry => {
        if (chosen.length === 0) return true;
        for (let i = entry === 0 ? 0 : ends[entry - 1]!; i < ends[entry]!; i++)
          if (wanted[values[i]!]) return true;
        return false;
      },
      count: entry => {
        for (let i = entry === 0 ? 0 : ends[entry - 1]!; i < ends[entry]!; i++) counts[values[i]!]! += 1;
      },
      result: () => {
        // A chosen value stays visible though it finds nothing, or though no entry has it any more.
        const shown = new Map(chosen.map(value => [value.toLowerCase(), { value, count: 0 }]));
        this._labels.forEach((value, number) => {
          if (counts[number]! > 0 || wanted[number]) {
            shown.set(value.toLowerCase(), { value, count: counts[number]! });
          }
        });
        return [...shown.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
      }
    };
  }

  private readonly _numbers = new Map<string, number>();
  private readonly _labels: string[] = [];
  private readonly _values: number[] = [];
  private readonly _ends: number[] = [];
}
