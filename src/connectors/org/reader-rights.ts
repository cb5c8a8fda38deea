import type { Container, PermissionSetGroup } from '../../model/container.ts';
import { ENABLED } from '../../model/permission.ts';
import type { Assignment, User } from '../../model/user.ts';

export interface KnownRights {
  readonly names: readonly string[];
  readonly containers: readonly Container[];
  readonly groups: readonly PermissionSetGroup[];
  readonly users: readonly User[];
  readonly assignments: readonly Assignment[];
}

/**
 * Which system permissions the reading user holds, by what it has just read: only to say why something could not be
 * read. `undefined` when that user or its profile is not among it.
 */
export function readerRights(known: KnownRights, username: string): ((permission: string) => boolean) | undefined {
  const user = known.users.find((one) => one.username.toLowerCase() === username.toLowerCase());
  const profile = known.containers.find(({ kind, name }) => kind === 'profile' && name === user?.profile);
  if (user === undefined || profile === undefined) return undefined;
  const held = new Set(systemOf(profile, known.names));
  for (const { target, ended } of known.assignments.filter((one) => one.username === user.username)) {
    if (ended !== undefined) continue;
    const group = target.kind === 'group' ? known.groups.find(({ name }) => name === target.name) : undefined;
    const namesOf = group ? group.members.map(({ name }) => name) : [target.name];
    const muted = new Set(
      (group?.mutingSets ?? []).flatMap(({ name }) => permissionsOf(known, 'muting-permission-set', name)),
    );
    for (const name of namesOf) {
      for (const permission of permissionsOf(known, 'permission-set', name))
        if (!muted.has(permission)) held.add(permission);
    }
  }
  return (permission) => held.has(permission);
}

function permissionsOf({ containers, names }: KnownRights, kind: Container['kind'], name: string): readonly string[] {
  const container = containers.find((one) => one.kind === kind && one.name === name);
  return container && !container.activationRequired ? systemOf(container, names) : [];
}

function systemOf({ grants: { system } }: Container, names: readonly string[]): readonly string[] {
  return Array.from(system.ids)
    .filter((_, row) => system.bits[row] === ENABLED)
    .map((id) => names[id] ?? '');
}
