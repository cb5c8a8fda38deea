import type { FieldDefinition, ObjectDefinition } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What a snapshot says of objects and fields, by name in any case. Everything may be absent: a tree holds what it holds. */
export interface SchemaFacts {
  /** `false`: there was no snapshot, so that nothing is known of any object. */
  readonly areHere: boolean;
  /** The spelling that the org uses; of what it does not name, the one given. */
  spelled(name: string): string;
  object(name: string): ObjectDefinition | undefined;
  field(name: string): FieldDefinition | undefined;
  /** Objects that records of this one belong to as details. */
  mastersOf(object: string): readonly string[];
  /** Whether anything in the snapshot speaks of it: a definition, or an entry of a profile or permission set. */
  isKnown(name: string): boolean;
  /** Whether some profile or permission set grants the object by an entry of its own. */
  isGranted(object: string): boolean;
  /** Names of objects and fields, to guess what a misspelt one meant. */
  readonly names: readonly string[];
}

export function schemaFacts(snapshot: Snapshot | undefined): SchemaFacts {
  const lower = (text: string): string => text.toLowerCase();
  const objects = new Map((snapshot?.objects ?? []).map((object) => [lower(object.name), object]));
  const fields = new Map((snapshot?.fields ?? []).map((field) => [lower(field.name), field]));
  const spelling = new Map((snapshot?.names ?? []).map((name) => [lower(name), name]));
  for (const { name } of [...objects.values(), ...fields.values()]) {
    const [object = ''] = name.split('.');
    spelling.set(lower(object), object);
    spelling.set(lower(name), name);
  }
  const masters = new Map<string, readonly string[]>();
  for (const { name, type, referenceTo } of fields.values()) {
    const object = lower(name.slice(0, name.indexOf('.')));
    if (type === 'MasterDetail') masters.set(object, [...(masters.get(object) ?? []), ...referenceTo]);
  }
  const granted = grantedObjects(snapshot);
  return {
    areHere: snapshot !== undefined,
    spelled: (name) => spelling.get(lower(name)) ?? name,
    object: (name) => objects.get(lower(name)),
    field: (name) => fields.get(lower(name)),
    mastersOf: (object) => masters.get(lower(object)) ?? [],
    isKnown: (name) => spelling.has(lower(name)),
    isGranted: (object) => granted.has(lower(object)),
    names: [...spelling.values()],
  };
}

function grantedObjects(snapshot: Snapshot | undefined): ReadonlySet<string> {
  const ids = new Set<number>();
  for (const { grants } of snapshot?.containers ?? [])
    grants.objects.ids.forEach((id, row) => {
      if ((grants.objects.bits[row] ?? 0) !== 0) ids.add(id);
    });
  return new Set([...ids].map((id) => (snapshot?.names[id] ?? '').toLowerCase()));
}
