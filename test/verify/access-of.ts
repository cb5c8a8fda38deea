import type { EffectiveAccess } from '../../src/access/effective-access.ts';
import { FieldBits, ObjectBits, type ObjectVerb } from '../../src/model/permission.ts';

export interface Holds {
  readonly objects?: Readonly<Record<string, readonly ObjectVerb[]>>;
  readonly fields?: Readonly<Record<string, readonly ('read' | 'edit')[]>>;
  readonly system?: readonly string[];
}

/** Access that is exactly what is listed. */
export function accessOf({ objects = {}, fields = {}, system = [] }: Holds): EffectiveAccess {
  const objectBits = (name: string): number => (objects[name] ?? []).reduce((sum, verb) => sum | ObjectBits[verb], 0);
  const fieldBits = (name: string): number => (fields[name] ?? []).reduce((sum, verb) => sum | FieldBits[verb], 0);
  return {
    holder: { kind: 'user', id: 'user:x', name: 'x' },
    bound: 'exact',
    boundReasons: [],
    objects: Object.keys(objects).map((object) => ({ object, granted: objectBits(object), implied: 0 })),
    fields: Object.keys(fields).map((field) => ({ field, granted: fieldBits(field), live: fieldBits(field) })),
    systemPermissions: system,
    setupEntities: () => [],
    hasSystem: (name) => system.includes(name),
    objectBits,
    fieldBits,
    may: (permission) => {
      if (permission.kind === 'object') return (objects[permission.object] ?? []).includes(permission.verb);
      if (permission.kind === 'field') return (fields[permission.field] ?? []).includes(permission.verb);
      return permission.kind === 'system' && system.includes(permission.name);
    },
  };
}
