import { logFileText } from '../../event-logs/log-files.ts';
import { OrgError } from '../../org-error.ts';
import type { Actor } from '../../records/actor.ts';
import { readableField } from '../../records/read-record.ts';
import type { FieldType, ObjectType } from '../../schema/object-type.ts';
import type { StoredRow } from '../../store/store.ts';
import type { ApiAnswer } from '../api.ts';

/** The bytes of a binary field: the CSV of an event log file, the body of an attachment. */
export function contentAnswer(actor: Actor, object: ObjectType, row: StoredRow, field: FieldType): ApiAnswer {
  readableField(actor, object, field.name);
  if (object.name === 'EventLogFile') {
    return { status: 200, headers: { 'content-type': 'text/csv' }, body: logFileText(actor.org, row) };
  }
  const value = row[field.name];
  if (value === null || value === undefined) {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  return {
    status: 200,
    headers: { 'content-type': String(row['ContentType'] ?? 'application/octet-stream') },
    body: Buffer.from(String(value), 'base64'),
  };
}
