import type { Container, PermissionSetGroup } from '../model/container.ts';
import type { AccessGraph } from './access-graph.ts';
import type { GrantSource } from './grant-sources.ts';
import { type GrantTable, NO_GRANTS, tableOf, unionOf } from './grant-table.ts';
import { mute } from './mute.ts';
import { nearest } from './nearest.ts';

const UNION_ROWS_KEPT = 16_000_000;

export function containerTable(graph: AccessGraph, container: Container): GrantTable {
  const { containerTables, union } = graph.memory;
  const known = containerTables.get(container.id);
  if (known) return known;
  const table = tableOf(container.grants, union);
  containerTables.set(container.id, table);
  return table;
}

/** The muting sets of a group that the snapshot holds. */
export function mutingSetsOf(graph: AccessGraph, group: PermissionSetGroup): readonly Container[] {
  return group.mutingSets.flatMap(({ name, origin }) => {
    const named = graph.mutingSetsByName.get(name.toLowerCase()) ?? [];
    return nearest(named, (set) => set.files[0] ?? '', origin.path) ?? [];
  });
}

function mutedTable(graph: AccessGraph, group: PermissionSetGroup): GrantTable {
  const sets = mutingSetsOf(graph, group);
  return unionOf(
    sets.map((set) => containerTable(graph, set)),
    graph.memory.union,
  );
}

/**
 * What a group gives through some of its members: muting bites on their union, so a part of the group is asked for by
 * its members' ids.
 */
export function groupTable(graph: AccessGraph, group: PermissionSetGroup, members: readonly Container[]): GrantTable {
  const key = [group.id, ...new Set(members.map(({ id }) => id))].sort().join('\n');
  const known = graph.memory.groupTables.get(key);
  if (known) return known;
  const tables = members.map((member) => containerTable(graph, member));
  const table = mute(unionOf(tables, graph.memory.union), mutedTable(graph, group));
  graph.memory.groupTables.set(key, table);
  return table;
}

/** What all sources that count today give together. */
export function sourcesTable(graph: AccessGraph, sources: readonly GrantSource[]): GrantTable {
  const active = sources.filter(({ state }) => state === 'active');
  const direct = new Map(
    active.filter(({ group }) => group === undefined).map(({ container }) => [container.id, container]),
  );
  const grouped = Map.groupBy(
    active.filter(({ group }) => group !== undefined),
    ({ group }) => group?.id ?? '',
  );
  const key = [
    ...direct.keys(),
    ...[...grouped].map(([id, of]) => `${id} ${of.map(({ container }) => container.id).join(' ')}`),
  ]
    .sort()
    .join('\n');
  if (key === '') return NO_GRANTS;
  const known = graph.memory.unionTables.get(key);
  if (known) return known;
  const tables = [
    ...[...direct.values()].map((container) => containerTable(graph, container)),
    ...[...grouped.values()].flatMap((of) => {
      const group = of[0]?.group;
      return group
        ? [
            groupTable(
              graph,
              group,
              of.map(({ container }) => container),
            ),
          ]
        : [];
    }),
  ];
  const table = unionOf(tables, graph.memory.union);
  keep(graph, key, table);
  return table;
}

/** Ten thousand people with sets of their own must not fill the heap: beyond the budget the memory starts anew. */
function keep({ memory }: AccessGraph, key: string, table: GrantTable): void {
  const rows = table.objects.ids.length + table.fields.ids.length + table.system.ids.length;
  if (memory.unionRows + rows > UNION_ROWS_KEPT) {
    memory.unionTables.clear();
    memory.unionRows = 0;
  }
  memory.unionTables.set(key, table);
  memory.unionRows += rows;
}
