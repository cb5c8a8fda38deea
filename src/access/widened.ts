import type { WidenedIntegration, Widening } from '../model/answer.ts';
import type { Integration } from '../model/integration.ts';
import { openEscalationPaths } from '../platform/escalation-paths.ts';
import type { AccessGraph } from './access-graph.ts';
import { accessOfSide, type ComparableSide, changedPermissions, grantedPermissions, isGranted } from './compare.ts';
import { effectiveAccess } from './effective.ts';
import type { EffectiveAccess } from './effective-access.ts';

/** One state of a tree with the integrations found in it. */
export interface State {
  /** As the user named it: `origin/main`, `working tree`. */
  readonly label: string;
  readonly graph: AccessGraph;
  readonly integrations: readonly Integration[];
  /** What could not be read. */
  readonly unresolved: readonly string[];
}

/** What belongs to one application alone; the profile is shared on purpose. */
function partsOf({ users, permissionSets, groups, apps }: Integration): readonly string[] {
  return [...users, ...permissionSets, ...groups, ...apps];
}

/** The same integration before: by name, else the one it shares most parts with. */
function counterpart(integration: Integration, candidates: readonly Integration[]): Integration | undefined {
  const byName = candidates.find(({ name }) => name === integration.name);
  if (byName) return byName;
  const parts = new Set(partsOf(integration));
  const shared = (candidate: Integration): number => partsOf(candidate).filter((part) => parts.has(part)).length;
  return candidates.filter((candidate) => shared(candidate) > 0).sort((a, b) => shared(b) - shared(a))[0];
}

const sideOf = ({ label, graph, integrations }: State, name: string): ComparableSide => ({
  label,
  graph,
  holder: { kind: 'integration', id: name, name },
  integrations,
});

function escalationsOf(access: EffectiveAccess): readonly string[] {
  return openEscalationPaths((name) => access.hasSystem(name)).map(({ summary }) => summary);
}

function compareOne(
  base: State,
  head: State,
  integration: Integration,
  before: Integration | undefined,
): WidenedIntegration {
  const side = sideOf(head, integration.name);
  const has = accessOfSide(side);
  const had = before
    ? accessOfSide(sideOf(base, before.name))
    : effectiveAccess(base.graph, { kind: 'integration', id: '' });
  // What it could do already, by whatever way, is no new access: an entry beside Modify All Data widens nothing.
  const gained = changedPermissions(side, has, (permission) => !isGranted(had, permission) && !had.may(permission));
  let lost = 0;
  for (const permission of grantedPermissions(had)) if (!has.may(permission)) lost += 1;
  const known = new Set(escalationsOf(had));
  return {
    name: integration.name,
    isNew: before === undefined,
    gained,
    lost,
    escalation: escalationsOf(has).filter((summary) => !known.has(summary)),
  };
}

/** What `head` gives integrations that `base` did not: the gate for pull requests. */
export function widened(base: State, head: State): Widening {
  const taken = new Set<string>();
  const compared = head.integrations.map((integration) => {
    const before = counterpart(integration, base.integrations);
    if (before) taken.add(before.name);
    return compareOne(base, head, integration, before);
  });
  return {
    base: base.label,
    head: head.label,
    integrations: compared.filter(({ gained, escalation }) => gained.length > 0 || escalation.length > 0),
    compared: compared.length,
    added: compared.filter(({ isNew }) => isNew).map(({ name }) => name),
    removed: base.integrations.filter(({ name }) => !taken.has(name)).map(({ name }) => name),
    unresolved: [...new Set([...base.unresolved, ...head.unresolved])],
  };
}
