import type { Actor, RecordInput } from '../records/actor.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { invalidBatch } from './bulk-error.ts';
import type { IngestJob } from './jobs.ts';

/** A value that empties the field. An empty one leaves it as it is. Source: "Valid CSV Record Rows". */
const EMPTIES = '#N/A';

/** What a column sets: a field, or a lookup by a field of its parent (`Account.Ext__c`, `User:Owner.Username`). */
interface BoundColumn {
  readonly field: FieldType;
  readonly key: string;
  readonly parent: { readonly type: string | undefined; readonly key: string } | undefined;
}

/** The rows of a file as records. */
export interface BoundHeader {
  readonly idColumn: number;
  /** Column of the external id of an upsert; -1 for other operations. */
  readonly keyColumn: number;
  recordOf(row: readonly string[]): RecordInput;
}

/**
 * Checks the head of a file once, for all its rows. A column that the user cannot see is not there.
 *
 * @throws OrgError `InvalidBatch`
 */
export function bindHeader(actor: Actor, object: ObjectType, header: readonly string[], job: IngestJob): BoundHeader {
  const { operation, externalIdFieldName = '' } = job;
  const indexOf = (name: string) => header.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  const idColumn = indexOf('Id');
  if (operation === 'delete' || operation === 'hardDelete') {
    if (idColumn < 0 || header.length > 1) throw invalidBatch(`The '${operation}' batch must contain only ids`);
    return { idColumn, keyColumn: -1, recordOf: () => ({}) };
  }
  const keyColumn = operation === 'upsert' ? indexOf(externalIdFieldName) : -1;
  if (operation === 'update' && idColumn < 0) throw invalidBatch('Field name not found : Id');
  if (operation === 'upsert' && keyColumn < 0) throw invalidBatch(`Field name not found : ${externalIdFieldName}`);
  const twice = header.find((name, at) => indexOf(name) !== at);
  if (twice !== undefined) throw invalidBatch(`Duplicate field name : ${twice}`);
  const columns = header.map((name, at) => {
    const isTarget = operation === 'update' ? at === idColumn : at === keyColumn;
    return isTarget ? undefined : boundColumn(actor, object, name);
  });
  return { idColumn, keyColumn, recordOf: (row) => recordOf(columns, row) };
}

function boundColumn({ org, access }: Actor, object: ObjectType, name: string): BoundColumn {
  const [, type, relationship, parentField] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(name) ?? [];
  const field =
    relationship === undefined
      ? org.schema.field(object, name)
      : object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase());
  if (!field || !access.field(object, field).read) throw invalidBatch(`Field name not found : ${name}`);
  if (relationship === undefined || parentField === undefined) return { field, key: field.name, parent: undefined };
  return { field, key: field.relationshipName ?? relationship, parent: { type, key: parentField } };
}

function recordOf(columns: readonly (BoundColumn | undefined)[], row: readonly string[]): RecordInput {
  const record: Record<string, unknown> = {};
  for (const [at, column] of columns.entries()) {
    const value = row[at] ?? '';
    if (column === undefined || value === '') continue;
    const { field, key, parent } = column;
    if (value === EMPTIES) record[field.name] = null;
    else record[key] = parent === undefined ? value : nested(parent.type, parent.key, value);
  }
  return record;
}

function nested(type: string | undefined, key: string, value: string): RecordInput {
  return type === undefined ? { [key]: value } : { attributes: { type }, [key]: value };
}
