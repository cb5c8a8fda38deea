import { OrgError } from '../org-error.ts';
import { fullId } from '../store/ids.ts';
import type { Actor, RecordInput } from './actor.ts';
import { externalIdField, recordsByKey } from './reached-record.ts';
import { inTransaction } from './transaction.ts';
import { visibleObject } from './write-fields.ts';
import { insertRecord, updateRecord } from './write-records.ts';

export interface Upserted {
  readonly id: string;
  readonly created: boolean;
}

/**
 * Updates the record with an external id, or creates it; each needs the right of its branch. An invisible key answers like
 * an unknown one, a record that sharing hides is not found (best guess).
 */
export function upsertRecord(
  actor: Actor,
  objectName: string,
  key: string,
  value: unknown,
  input: RecordInput,
): Upserted {
  return inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    const field = externalIdField(inside, object, key, String(value));
    if (field.type === 'id') {
      const id = String(value ?? '');
      if (id === '') return { id: insertRecord(inside, objectName, input), created: true };
      updateRecord(inside, objectName, id, input);
      return { id: fullId(id) ?? id, created: false };
    }
    const found = recordsByKey(inside, object, field, value);
    if (found.length > 1) {
      const ids = found.map((row) => String(row['Id'])).join(', ');
      throw new OrgError(300, 'DUPLICATE_EXTERNAL_ID', `${field.name} is not unique: ${ids}`, [field.name]);
    }
    const first = found[0];
    if (first) {
      updateRecord(inside, objectName, String(first['Id']), without(input, field.name));
      return { id: String(first['Id']), created: false };
    }
    const whole = { ...without(input, field.name), [field.name]: value };
    return { id: insertRecord(inside, objectName, whole), created: true };
  });
}

/** The key stands in the address; in the body it may stand too, spelled in any way. */
function without(input: RecordInput, name: string): RecordInput {
  return Object.fromEntries(Object.entries(input).filter(([key]) => key.toLowerCase() !== name.toLowerCase()));
}
