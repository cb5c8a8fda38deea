import { columnsForSharing } from '../enforce/record-access.ts';
import type { Org } from '../org.ts';
import { isCompound } from '../schema/compound.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';

interface Known {
  readonly version: number;
  readonly columns: readonly string[];
}

const KNOWN = new WeakMap<readonly FieldType[], Known>();

/**
 * What must be read of a record to give some of its fields: their columns, and those that decide who may see it. An object
 * has seventy columns and more, of which an integration may read ten.
 */
export function columnsFor(org: Org, object: ObjectType, fields: readonly FieldType[]): readonly string[] {
  const { version } = org.schema;
  const known = KNOWN.get(fields);
  if (known?.version === version) return known.columns;
  const own = fields.flatMap((field) =>
    isCompound(field)
      ? object.fields.filter(({ compound }) => compound === field.name).map(({ name }) => name)
      : [field.name],
  );
  const columns = [...new Set([...own, ...columnsForSharing(org, object)])];
  KNOWN.set(fields, { version, columns });
  return columns;
}
