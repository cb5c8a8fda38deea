import type { GrantList } from './change.ts';
import { type Permission, SETUP_ENTITY_TYPES } from './permission.ts';

/** The list as single permissions, in its own order. */
export function permissionsOf(list: GrantList): readonly Permission[] {
  return [
    ...Object.entries(list.objects).flatMap(([object, verbs]) =>
      verbs.map((verb): Permission => ({ kind: 'object', object, verb })),
    ),
    ...Object.entries(list.fields).flatMap(([field, verbs]) =>
      verbs.map((verb): Permission => ({ kind: 'field', field, verb })),
    ),
    ...list.system.map((name): Permission => ({ kind: 'system', name })),
    ...SETUP_ENTITY_TYPES.flatMap((type) =>
      (list.setup[type] ?? []).map((name): Permission => ({ kind: 'setup', type, name })),
    ),
  ];
}

/** One text a permission, so that lists can be compared as sets. */
export function keyOf(permission: Permission): string {
  if (permission.kind === 'object') return `object ${permission.object} ${permission.verb}`;
  if (permission.kind === 'field') return `field ${permission.field} ${permission.verb}`;
  if (permission.kind === 'system') return `system ${permission.name}`;
  return `setup ${permission.type} ${permission.name}`;
}

export interface GrantDifference {
  readonly gained: readonly Permission[];
  readonly lost: readonly Permission[];
}

export function differenceOf(before: GrantList, after: GrantList): GrantDifference {
  const had = new Set(permissionsOf(before).map(keyOf));
  const has = new Set(permissionsOf(after).map(keyOf));
  return {
    gained: permissionsOf(after).filter((permission) => !had.has(keyOf(permission))),
    lost: permissionsOf(before).filter((permission) => !has.has(keyOf(permission))),
  };
}

export function sameGrants(a: GrantList, b: GrantList): boolean {
  const { gained, lost } = differenceOf(a, b);
  return gained.length === 0 && lost.length === 0;
}
