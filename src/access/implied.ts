import { ObjectBits, type ObjectVerb } from '../model/permission.ts';
import { FOLLOWS_PARENT, hasObjectPermissions } from '../platform/objects-without-permissions.ts';
import { OBJECT_VERBS_FOR_ALL, READS_EVERY_SETTING } from '../platform/permission-dependencies.ts';
import type { AccessGraph } from './access-graph.ts';

const VERBS_FOR_ALL: ReadonlyMap<string, number> = new Map(
  Object.entries(OBJECT_VERBS_FOR_ALL).map(([name, verbs]) => [
    name,
    verbs.reduce((bits: number, verb) => bits | ObjectBits[verb], 0),
  ]),
);

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
 * The parent's verb that a verb on a detail asks for: who reads or sees all opportunities reads their line items, who
 * edits one adds and removes them (from memory; the object reference names no rule).
 */
export function decidingVerb(object: string, verb: ObjectVerb): ObjectVerb {
  const isDetail = decidingObject(object) !== object;
  return isDetail && (verb === 'create' || verb === 'delete') ? 'edit' : verb;
}

/** System permissions that open an object for reading because it is a custom setting or metadata type. */
export function settingReaders(graph: AccessGraph, object: string): readonly string[] {
  return object.endsWith('__mdt') || graph.customSettings.has(object) ? READS_EVERY_SETTING : [];
}

/** Users, activities and the like: nobody can be granted them, so a field of theirs is open as its own entry says. */
export function takesObjectPermissions(object: string): boolean {
  return hasObjectPermissions(decidingObject(object));
}
