import type { ObjectType } from './object-type.ts';

/** Works something out about an object once: definitions are never changed, only replaced. */
export function oncePerObject<T extends object>(find: (object: ObjectType) => T): (object: ObjectType) => T {
  const known = new WeakMap<ObjectType, T>();
  return (object) => {
    const before = known.get(object);
    if (before) return before;
    const found = find(object);
    known.set(object, found);
    return found;
  };
}
