import type { CutEntry } from '../model/answer.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { AccessGraph } from './access-graph.ts';
import type { ExplainedPath } from './grant-paths.ts';
import type { GrantSource, Link } from './grant-sources.ts';
import type { GrantRows, GrantTable } from './grant-table.ts';
import { describePermission } from './permission-name.ts';
import { sourcesTable } from './resolve-table.ts';

/** Something that can be taken away, and the paths that end with it. */
interface Unit {
  readonly key: string;
  readonly entry: CutEntry;
  readonly paths: ReadonlySet<number>;
}

/** Up to this many units every subset is tried, smallest first; beyond, the unit that ends most paths goes first. */
const EXHAUSTIVE_UNITS = 16;

function bitCount(rows: GrantRows): number {
  let count = 0;
  for (const bits of rows.bits) for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

function permissionCount(table: GrantTable): number {
  const setup = Object.values(table.setup).reduce((sum, rows) => sum + bitCount(rows), 0);
  return bitCount(table.objects) + bitCount(table.fields) + bitCount(table.system) + setup;
}

const same = (a: Link, b: Link): boolean =>
  a.action === b.action && a.text === b.text && a.origin?.path === b.origin?.path && a.origin?.line === b.origin?.line;

/** How many other permissions go when a link is undone. */
function lostWith(graph: AccessGraph, sources: readonly GrantSource[], link: Link): number {
  const left = sources.filter(({ links }) => !links.some((other) => same(other, link)));
  return Math.max(0, permissionCount(sourcesTable(graph, sources)) - permissionCount(sourcesTable(graph, left)) - 1);
}

function unitsOf(
  graph: AccessGraph,
  sources: readonly GrantSource[],
  paths: readonly ExplainedPath[],
): readonly Unit[] {
  const units = new Map<string, { entry: CutEntry; paths: Set<number> }>();
  const add = (key: string, at: number, entry: () => CutEntry): void => {
    const known = units.get(key);
    if (known) known.paths.add(at);
    else units.set(key, { entry: entry(), paths: new Set([at]) });
  };
  paths.forEach(({ path, source }, at) => {
    const { container } = source;
    const kind = container.kind === 'profile' ? 'profile' : 'set';
    add(`entry ${container.id} ${formatPermission(path.permission)}`, at, () => ({
      action: 'remove-entry',
      text: `${kind} ${container.name}: ${describePermission(path.permission)}`,
      origin: path.origin,
      alsoLost: 0,
    }));
    for (const link of source.links) {
      add(`link ${link.text} ${link.origin?.path}:${link.origin?.line}`, at, () => ({
        action: link.action,
        text: link.text,
        origin: link.origin,
        alsoLost: lostWith(graph, sources, link),
      }));
    }
  });
  return [...units].map(([key, unit]) => ({ key, ...unit }));
}

const covers = (units: readonly Unit[], count: number): boolean =>
  new Set(units.flatMap((unit) => [...unit.paths])).size === count;

const costOf = (units: readonly Unit[]): number => units.reduce((sum, unit) => sum + unit.entry.alsoLost, 0);

function* subsets(units: readonly Unit[], size: number, from = 0): Generator<readonly Unit[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= units.length - size; at++) {
    const unit = units[at];
    if (unit === undefined) return;
    for (const rest of subsets(units, size - 1, at + 1)) yield [unit, ...rest];
  }
}

function exhaustive(units: readonly Unit[], paths: number): readonly Unit[] {
  for (let size = 1; size <= units.length; size++) {
    const best = [...subsets(units, size)]
      .filter((subset) => covers(subset, paths))
      .sort((a, b) => costOf(a) - costOf(b))[0];
    if (best) return best;
  }
  return units;
}

function greedy(units: readonly Unit[], paths: number): readonly Unit[] {
  const open = new Set(Array.from({ length: paths }, (_, at) => at));
  const taken: Unit[] = [];
  const ends = (unit: Unit): number => [...unit.paths].filter((path) => open.has(path)).length;
  while (open.size > 0) {
    const best = units.reduce((a, b) =>
      ends(b) > ends(a) || (ends(b) === ends(a) && b.entry.alsoLost < a.entry.alsoLost) ? b : a,
    );
    taken.push(best);
    for (const path of best.paths) open.delete(path);
  }
  // What a later choice made superfluous goes again: no smaller part of the answer is an answer.
  return taken.filter((unit, at) => {
    const others = taken.filter((other, index) => index !== at && (index > at || other !== unit));
    return !covers(others, paths);
  });
}

function cheapest(candidates: readonly (readonly Unit[])[]): readonly Unit[] {
  return candidates.toSorted((a, b) => a.length - b.length || costOf(a) - costOf(b))[0] ?? [];
}

/** Two ways to take a permission away. */
interface Cuts {
  readonly smallest: readonly CutEntry[];
  /** Without touching assignments; empty when nothing else is lost with the smallest either. */
  readonly byEntries: readonly CutEntry[];
}

/**
 * The fewest things to take away so that one clause is no longer met; of equally few, those with which the least else is
 * lost. Breaking any clause will do, so the cheapest is taken.
 */
export function cutsOf(
  graph: AccessGraph,
  sources: readonly GrantSource[],
  clauses: readonly (readonly ExplainedPath[])[],
): Cuts {
  const open = clauses
    .filter((paths) => paths.length > 0)
    .map((paths) => ({ count: paths.length, units: unitsOf(graph, sources, paths) }));
  const smallest = cheapest(
    open.map(({ count, units }) =>
      units.length <= EXHAUSTIVE_UNITS ? exhaustive(units, count) : greedy(units, count),
    ),
  );
  // Each path has exactly one entry: without touching assignments, all entries of a clause have to go.
  const entries = open.map(({ units }) => units.filter(({ entry }) => entry.action === 'remove-entry'));
  return {
    smallest: smallest.map(({ entry }) => entry),
    byEntries: costOf(smallest) === 0 ? [] : cheapest(entries).map(({ entry }) => entry),
  };
}
