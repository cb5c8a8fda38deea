import type { PermissionSetGroup } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import type { Origin } from '../model/origin.ts';
import type { Permission } from '../model/permission.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { GrantText } from './grant-text.ts';
import type { RuleContext, Verdict } from './rule.ts';
import { type GrantingContainer, subjectOf } from './subject.ts';
import { listed } from './wording.ts';

/** By which ways what a container grants reaches somebody. Muting works per group, so every group is asked. */
interface Holding {
  /** Those that hold the container itself. */
  readonly direct: readonly Integration[];
  /** Groups in which at least one of the permissions is left after muting. */
  readonly through: readonly Membership[];
  /** Groups whose muting set takes all of them away. */
  readonly mutedIn: readonly PermissionSetGroup[];
}

interface Membership {
  readonly group: PermissionSetGroup;
  readonly origin: Origin;
}

/**
 * The verdict on what a container grants. It fails with what reaches somebody: directly, or through groups that leave
 * any of the permissions. A set that is known only from groups that mute them all passes.
 *
 * @param origins the entries that grant it, the worst first
 */
export function grantVerdict(
  context: RuleContext,
  container: GrantingContainer,
  permissions: readonly Permission[],
  origins: readonly Origin[],
  text: GrantText,
): Verdict {
  const { direct, through, mutedIn } = holdingOf(context, container, permissions);
  if (direct.length + through.length === 0 && mutedIn.length > 0 && !isAssigned(context, container)) {
    return { ...subjectOf(container), outcome: 'pass' };
  }
  const byGroup = through.flatMap(({ group }) => context.integrationsOf(group.id));
  const holders = new Set([...direct, ...byGroup].map(({ name }) => name));
  return {
    ...subjectOf(container),
    outcome: 'fail',
    ...text,
    message: `${text.message}${inEffect(through)}`,
    details: [...text.details, ...mutedIn.map(({ name }) => `muted in group ${name}`)],
    integrations: [...holders],
    locations: [...origins, ...through.map(({ origin }) => origin)],
  };
}

/** Asked last: orgs have tens of thousands of assignments. */
function isAssigned({ snapshot }: RuleContext, { name }: GrantingContainer): boolean {
  return snapshot.assignments.some(({ target }) => target.name === name);
}

function inEffect(through: readonly Membership[]): string {
  const names = through.map(({ group }) => group.name);
  return names.length === 0 ? '' : ` In effect through group ${listed(names)}.`;
}

/**
 * Which of some permissions of a container reach anybody: all of them, unless every group that has it as a member mutes
 * some and nobody holds it beside them.
 */
export function reachingWith(context: RuleContext, container: GrantingContainer): (permission: Permission) => boolean {
  const memberships = membershipsOf(context, container);
  const muting = memberships.filter(({ group }) => group.mutingSets.length > 0);
  const plain = muting.length < memberships.length || memberships.length === 0;
  if (plain || holdersOf(context, container).length > 0 || isAssigned(context, container)) return () => true;
  const accesses = muting.map(({ group }) => context.access({ kind: 'group', id: group.id }));
  return (permission) => accesses.some((access) => access.may(permission));
}

function holdingOf(context: RuleContext, container: GrantingContainer, permissions: readonly Permission[]): Holding {
  const memberships = membershipsOf(context, container);
  const through = memberships.filter(({ group }) => {
    if (group.mutingSets.length === 0) return true;
    const access = context.access({ kind: 'group', id: group.id });
    return permissions.some((permission) => access.may(permission));
  });
  return {
    direct: holdersOf(context, container),
    through,
    mutedIn: memberships.filter((membership) => !through.includes(membership)).map(({ group }) => group),
  };
}

function membershipsOf({ snapshot }: RuleContext, container: GrantingContainer): readonly Membership[] {
  if (container.kind !== 'permission-set') return [];
  const known = MEMBERSHIPS.get(snapshot) ?? indexMemberships(snapshot);
  MEMBERSHIPS.set(snapshot, known);
  return known.get(container.name.toLowerCase()) ?? [];
}

/** Groups by the lower-case name of a member: asked by every rule for every set. */
const MEMBERSHIPS = new WeakMap<Snapshot, ReadonlyMap<string, readonly Membership[]>>();

function indexMemberships({ groups }: Snapshot): ReadonlyMap<string, readonly Membership[]> {
  const index = new Map<string, Membership[]>();
  for (const group of groups) {
    for (const { name, origin } of group.members) {
      const known = index.get(name.toLowerCase()) ?? [];
      // A set that is listed twice is a member once.
      if (known.at(-1)?.group !== group) known.push({ group, origin });
      index.set(name.toLowerCase(), known);
    }
  }
  return index;
}

function holdersOf({ integrations }: RuleContext, { id }: GrantingContainer): readonly Integration[] {
  return integrations.filter(({ profiles, permissionSets }) => profiles.includes(id) || permissionSets.includes(id));
}
