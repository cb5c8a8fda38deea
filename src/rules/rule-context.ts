import type { AccessGraph } from '../access/access-graph.ts';
import { effectiveAccess, integrationAccess } from '../access/effective.ts';
import type { EffectiveAccess } from '../access/effective-access.ts';
import type { Integration } from '../model/integration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { RuleContext } from './rule.ts';

export interface RuleInput {
  readonly snapshot: Snapshot;
  readonly graph: AccessGraph;
  readonly integrations: readonly Integration[];
  /** ISO date of the run. */
  readonly today: string;
}

/** What rules may ask, with every answer computed once and kept for the run. */
export function ruleContext(input: RuleInput): RuleContext {
  const known = new Map<string, EffectiveAccess>();
  const byName = new Map(input.integrations.map((integration) => [integration.name, integration]));
  const holders = integrationsByPart(input);
  return {
    ...input,
    access(holder) {
      const key = `${holder.kind} ${holder.id}`;
      const kept = known.get(key);
      if (kept) return kept;
      const integration = holder.kind === 'integration' ? byName.get(holder.id) : undefined;
      const access = integration
        ? integrationAccess(input.graph, integration)
        : effectiveAccess(input.graph, { kind: holder.kind, id: holder.id });
      known.set(key, access);
      return access;
    },
    integrationsOf: (id) => holders.get(id) ?? [],
  };
}

/** Integrations by the ids of their parts; a set counts as held when a group of the integration has it as a member. */
function integrationsByPart({ snapshot, integrations }: RuleInput): Map<string, readonly Integration[]> {
  const setsByName = Map.groupBy(
    snapshot.containers.filter(({ kind }) => kind === 'permission-set'),
    ({ name }) => name,
  );
  const groups = new Map(snapshot.groups.map((group) => [group.id, group]));
  const found = new Map<string, Set<Integration>>();
  const add = (id: string, integration: Integration) => {
    const held = found.get(id);
    if (held) held.add(integration);
    else found.set(id, new Set([integration]));
  };
  for (const integration of integrations) {
    const members = integration.groups
      .flatMap((id) => groups.get(id)?.members ?? [])
      .flatMap(({ name }) => setsByName.get(name) ?? []);
    const users = integration.users.map((username) => `user:${username}`);
    const { profiles, permissionSets, apps } = integration;
    const parts = [...profiles, ...permissionSets, ...integration.groups, ...apps, ...users];
    for (const id of [...parts, ...members.map(({ id }) => id)]) add(id, integration);
  }
  return new Map([...found].map(([id, set]) => [id, [...set]]));
}
