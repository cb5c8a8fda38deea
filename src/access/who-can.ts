import type { Holder, WhoCanAnswer, WhoCanHolder } from '../model/answer.ts';
import type { Integration } from '../model/integration.ts';
import type { Permission } from '../model/permission.ts';
import type { AccessGraph } from './access-graph.ts';
import { pathsOf, sourcesOfHolder } from './grant-paths.ts';
import { requirementsOf } from './requirements.ts';

/** Integrations first, then people, then what holds grants, each by name. */
function holdersOf(graph: AccessGraph, integrations: readonly Integration[]): readonly Holder[] {
  const { snapshot } = graph;
  const byName = (a: Holder, b: Holder): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return [
    ...integrations.map(({ name }): Holder => ({ kind: 'integration', id: name, name })).sort(byName),
    ...snapshot.users.map(({ id, username }): Holder => ({ kind: 'user', id, name: username })).sort(byName),
    ...snapshot.groups.map(({ id, name }): Holder => ({ kind: 'group', id, name })).sort(byName),
    ...snapshot.containers
      .filter(({ kind }) => kind !== 'muting-permission-set')
      .map(({ id, name }): Holder => ({ kind: 'container', id, name }))
      .sort(byName),
  ];
}

function integrationsHolding(holder: Holder, integrations: readonly Integration[]): readonly string[] {
  if (holder.kind === 'integration') return [holder.id];
  return integrations
    .filter(
      ({ users, groups, permissionSets, profiles }) =>
        users.includes(holder.name) || [...groups, ...permissionSets, ...profiles].includes(holder.id),
    )
    .map(({ name }) => name);
}

/** Everyone and everything that may: integrations, users, groups, sets and profiles, with the entries that say so. */
export function whoCan(graph: AccessGraph, permission: Permission, integrations: readonly Integration[]): WhoCanAnswer {
  const clauses = requirementsOf(graph, permission);
  const unresolved = new Set<string>();
  const holders = holdersOf(graph, integrations).flatMap((holder): readonly WhoCanHolder[] => {
    const { sources, boundReasons } = sourcesOfHolder(graph, holder, integrations);
    const found = clauses.map((clause) => pathsOf(graph, sources, clause));
    if (clauses.length === 0 || found.some((paths) => paths.length === 0)) {
      for (const reason of boundReasons) unresolved.add(reason);
      return [];
    }
    const paths = found
      .flat()
      .map(({ path }) => path)
      .sort((a, b) => a.steps.length - b.steps.length);
    return [
      {
        holder,
        paths,
        integrations: integrationsHolding(holder, integrations),
        bound: boundReasons.length === 0 ? 'exact' : 'at-least',
      },
    ];
  });
  return { permission, holders, unresolved: [...unresolved] };
}
