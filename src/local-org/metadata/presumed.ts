import type { Org } from '../org.ts';
import { objectFromText, plainField } from '../schema/field-text.ts';
import type { FieldType, FieldTypeName, ObjectType } from '../schema/object-type.ts';
import type { WriteOptions } from './kind.ts';
import { newPrefix, putObject } from './objects.ts';

/**
 * Standard objects and fields that the tables do not hold, but that a tree names: the org it was taken from has them
 * (a licence, a feature, a newer release). They are presumed with the plainest shape, so that nothing granted on them is
 * lost. Names with `__` are custom: those have to be in the tree.
 */
const STANDARD_NAME = /^[A-Z][A-Za-z0-9]*$/;
/** Types of metadata files that are no objects of their own: their files describe records of others. */
const NOT_OBJECTS: ReadonlySet<string> = new Set(['Activity', 'PersonAccount']);

export function presumedObject(
  org: Org,
  name: string,
  options: WriteOptions,
  fields: readonly string[] = [],
): ObjectType | undefined {
  if (!options.lenient || !STANDARD_NAME.test(name) || NOT_OBJECTS.has(name)) return undefined;
  const object = objectFromText({
    name,
    keyPrefix: newPrefix(org, name),
    kind: 'data',
    fields: 'Name:string OwnerId:reference>User|Group IsDeleted:boolean=',
  });
  options.presume?.(name);
  const missing = missingFields(object, fields, options);
  const whole = { ...object, fields: [...object.fields, ...missing] };
  putObject(org, whole);
  return whole;
}

/** Makes those of the fields that are standard and missing. All at once: every change of an object costs. */
export function presumeFields(
  org: Org,
  object: ObjectType,
  names: readonly string[],
  options: WriteOptions,
): ObjectType {
  const isStandard = STANDARD_NAME.test(object.name) && (object.kind === 'data' || object.kind === 'activity');
  const missing = options.lenient && isStandard ? missingFields(object, names, options) : [];
  if (missing.length === 0) return object;
  const grown = { ...object, fields: [...object.fields, ...missing] };
  putObject(org, grown);
  return grown;
}

function missingFields({ name, fields }: ObjectType, names: readonly string[], { presume }: WriteOptions): FieldType[] {
  const known = new Set(fields.map((field) => field.name.toLowerCase()));
  const isMissing = (field: string) =>
    STANDARD_NAME.test(field) && !known.has(field.toLowerCase()) && !known.has(`${field.toLowerCase()}id`);
  const missing = [...new Set(names)].filter(isMissing);
  for (const field of missing) presume?.(`${name}.${field}`);
  return missing.map((field) => plainField(field, presumedType(field)));
}

function presumedType(name: string): FieldTypeName {
  if (name.endsWith('Id')) return 'reference';
  if (/^(Is|Has|Does)[A-Z]/.test(name)) return 'boolean';
  return name.endsWith('Date') ? 'date' : 'string';
}
