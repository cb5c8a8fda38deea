import type { Container, PermissionSetGroup } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import type { Origin } from '../model/origin.ts';
import type { Permission } from '../model/permission.ts';
import type { RuleContext } from './rule.ts';

/** By which ways what a container grants reaches somebody. Muting works per group, so every group is asked. */
export interface Holding {
  readonly integrations: readonly Integration[];
  /** Groups in which at least one of the permissions is left after muting. */
  readonly through: readonly { readonly group: PermissionSetGroup; readonly origin: Origin }[];
  /** Groups whose muting set takes all of them away. */
  readonly mutedIn: readonly PermissionSetGroup[];
}

/** Who gets these permissions of the container: directly, or through groups that leave any of them. */
export function holdingOf(context: RuleContext, container: Container, permissions: readonly Permission[]): Holding {
  const memberships = groupsOf(context, container);
  const left = ({ group }: { group: PermissionSetGroup }) => {
    if (group.mutingSets.length === 0) return true;
    const access = context.access({ kind: 'group', id: group.id });
    return permissions.some((permission) => access.may(permission));
  };
  const through = memberships.filter(left);
  const direct = context.integrations.filter(
    ({ profiles, permissionSets }) => profiles.includes(container.id) || permissionSets.includes(container.id),
  );
  const byGroup = through.flatMap(({ group }) => context.integrationsOf(group.id));
  return {
    integrations: [...new Set([...direct, ...byGroup])],
    through,
    mutedIn: memberships.filter((membership) => !through.includes(membership)).map(({ group }) => group),
  };
}

function groupsOf({ snapshot }: RuleContext, container: Container): Holding['through'] {
  if (container.kind !== 'permission-set') return [];
  return snapshot.groups.flatMap((group) => {
    const member = group.members.find(({ name }) => name === container.name);
    return member ? [{ group, origin: member.origin }] : [];
  });
}

/** Details for a finding: through which groups the grant works, and in which it is muted. */
export function holdingDetails({ through, mutedIn }: Holding): readonly string[] {
  return [
    ...through.map(({ group }) => `in effect through group ${group.name}`),
    ...mutedIn.map(({ name }) => `muted in group ${name}`),
  ];
}
