import type { Container, PermissionSetGroup } from '../model/container.ts';
import type { Origin } from '../model/origin.ts';
import { OBJECT_VERBS, ObjectBits, type Permission } from '../model/permission.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { userPermissionLabel } from '../platform/user-permissions.ts';
import { grantedEntries } from './granted-entries.ts';

/** One permission that a muting set takes away, or would take away if a member granted it. */
export interface MutedEntry {
  readonly permission: Permission;
  /** `Case delete`, `Modify All Data`. */
  readonly text: string;
  readonly origin: Origin;
}

/** What the muting sets of a group mute, object by object and verb by verb. */
export function mutedEntries(snapshot: Snapshot, group: PermissionSetGroup): readonly MutedEntry[] {
  const names = new Set(group.mutingSets.map(({ name }) => name.toLowerCase()));
  const sets = snapshot.containers.filter(
    ({ kind, name }) => kind === 'muting-permission-set' && names.has(name.toLowerCase()),
  );
  return sets.flatMap((set) => [...systemEntries(snapshot, set), ...objectEntries(snapshot, set)]);
}

function systemEntries(snapshot: Snapshot, set: Container): readonly MutedEntry[] {
  return grantedEntries(snapshot, set, set.grants.system).map(({ name, origin }) => ({
    permission: { kind: 'system', name },
    text: userPermissionLabel(name),
    origin,
  }));
}

function objectEntries(snapshot: Snapshot, set: Container): readonly MutedEntry[] {
  return grantedEntries(snapshot, set, set.grants.objects).flatMap(({ name, bits, origin }) =>
    OBJECT_VERBS.filter((verb) => (bits & ObjectBits[verb]) !== 0).map((verb) => ({
      permission: { kind: 'object', object: name, verb } as const,
      text: `${name} ${verb}`,
      origin,
    })),
  );
}
