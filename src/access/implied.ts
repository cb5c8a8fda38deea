import { type OBJECT_VERBS, ObjectBits } from '../model/permission.ts';
import { FOLLOWS_PARENT, hasObjectPermissions } from '../platform/objects-without-permissions.ts';
import { OBJECT_VERBS_FOR_ALL, READS_EVERY_FIELD } from '../platform/permission-dependencies.ts';

/** System permissions that open objects or fields by themselves. */
export const OPENING_PERMISSIONS: readonly string[] = [...Object.keys(OBJECT_VERBS_FOR_ALL), READS_EVERY_FIELD];

const VERBS_FOR_ALL: ReadonlyMap<string, number> = new Map(
  Object.entries(OBJECT_VERBS_FOR_ALL).map(([name, verbs]) => [
    name,
    verbs.reduce((bits: number, verb) => bits | ObjectBits[verb], 0),
  ]),
);

/** `ObjectBits` that one system permission opens on every object; 0 for most. */
export function bitsForAllObjects(systemPermission: string): number {
  return VERBS_FOR_ALL.get(systemPermission) ?? 0;
}

/** `ObjectBits` on every object that follow from system permissions alone. */
export function impliedObjectBits(hasSystem: (name: string) => boolean): number {
  let bits = 0;
  for (const [name, opened] of VERBS_FOR_ALL) if (hasSystem(name)) bits |= opened;
  return bits;
}

/** The object whose permissions decide about `object`: itself, or the parent it follows. */
export function decidingObject(object: string): string {
  return FOLLOWS_PARENT[object] ?? object;
}

/**
 * The parent's verb that a verb on a detail asks for: reading a line item reads the opportunity, everything else edits it
 * (from memory; the object reference names no rule).
 */
export function decidingVerb(object: string, verb: (typeof OBJECT_VERBS)[number]): (typeof OBJECT_VERBS)[number] {
  if (decidingObject(object) === object || verb === 'read') return verb;
  return 'edit';
}

/** Users, activities and the like: nobody can be granted them, so a field of theirs is open as its own entry says. */
export function takesObjectPermissions(object: string): boolean {
  return hasObjectPermissions(decidingObject(object));
}
