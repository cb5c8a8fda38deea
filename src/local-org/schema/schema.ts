import type { FieldType, ObjectType } from './object-type.ts';

/** The objects of the org. Names are found in any case and answered in their true spelling. */
export interface Schema {
  /** Grows with every change, so that whoever caches can tell. */
  readonly version: number;
  object(name: string): ObjectType | undefined;
  /** By name order. */
  objects(): readonly ObjectType[];
  byKeyPrefix(prefix: string): ObjectType | undefined;
  field(object: ObjectType, name: string): FieldType | undefined;
  /** Children reached from `object` by a relationship name: `Contacts` of `Account`. */
  children(object: ObjectType): readonly ChildRelationship[];
  /** Adds or replaces an object definition. The store must be told too: see `Store.applySchema`. */
  put(object: ObjectType): void;
  remove(name: string): void;
  /** Puts these in the place of all there are. */
  replace(objects: readonly ObjectType[]): void;
}

export interface ChildRelationship {
  readonly name: string;
  readonly object: ObjectType;
  readonly field: FieldType;
}

interface Indexed {
  readonly type: ObjectType;
  readonly fields: ReadonlyMap<string, FieldType>;
}

function indexed(type: ObjectType): Indexed {
  return { type, fields: new Map(type.fields.map((field) => [field.name.toLowerCase(), field])) };
}

export function createSchema(initial: Iterable<ObjectType>): Schema {
  const byName = new Map<string, Indexed>();
  const byPrefix = new Map<string, ObjectType>();
  let version = 0;
  let children: Map<string, ChildRelationship[]> | undefined;

  const childIndex = (): Map<string, ChildRelationship[]> => {
    const index = new Map<string, ChildRelationship[]>();
    for (const { type } of byName.values()) {
      for (const field of type.fields) {
        if (field.childRelationshipName === undefined) continue;
        for (const parent of field.referenceTo) {
          const list = index.get(parent.toLowerCase()) ?? [];
          list.push({ name: field.childRelationshipName, object: type, field });
          index.set(parent.toLowerCase(), list);
        }
      }
    }
    return index;
  };

  const changed = (): void => {
    version += 1;
    children = undefined;
  };

  const schema: Schema = {
    get version() {
      return version;
    },
    object: (name) => byName.get(name.toLowerCase())?.type,
    objects: () => [...byName.values()].map(({ type }) => type).sort((a, b) => (a.name < b.name ? -1 : 1)),
    byKeyPrefix: (prefix) => byPrefix.get(prefix),
    field: (object, name) => byName.get(object.name.toLowerCase())?.fields.get(name.toLowerCase()),
    children: (object) => {
      children ??= childIndex();
      return children.get(object.name.toLowerCase()) ?? [];
    },
    put: (object) => {
      byName.set(object.name.toLowerCase(), indexed(object));
      if (object.keyPrefix !== '') byPrefix.set(object.keyPrefix, object);
      changed();
    },
    remove: (name) => {
      const found = byName.get(name.toLowerCase());
      byName.delete(name.toLowerCase());
      if (found) byPrefix.delete(found.type.keyPrefix);
      changed();
    },
    replace: (objects) => {
      const wanted = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
      for (const name of [...byName.keys()]) if (!wanted.has(name)) schema.remove(name);
      for (const [name, object] of wanted) if (byName.get(name)?.type !== object) schema.put(object);
    },
  };
  for (const object of initial) schema.put(object);
  return schema;
}
