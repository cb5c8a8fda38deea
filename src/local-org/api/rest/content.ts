import { logBody } from '../../debug-logs/write-debug-logs.ts';
import { logFileText } from '../../event-logs/log-files.ts';
import { OrgError } from '../../org-error.ts';
import type { Actor } from '../../records/actor.ts';
import { reachedRecord } from '../../records/reached-record.ts';
import { readableField } from '../../records/read-record.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { ApiAnswer } from '../api.ts';

const answer = (type: string, body: string | Buffer): ApiAnswer => ({
  status: 200,
  headers: { 'content-type': type },
  body,
});

/**
 * The bytes behind `sobjects/EventLogFile/0AT…/LogFile`, `…/ApexLog/07L…/Body` and the binary fields of records;
 * `undefined` when the name is none of such.
 */
export function contentOf(actor: Actor, object: ObjectType, id: string, name: string): ApiAnswer | undefined {
  const { org } = actor;
  if (object.name === 'ApexLog' && name === 'Body') {
    const body = logBody(org, String(reachedRecord(actor, object, id)['Id']));
    if (body === undefined) throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
    return answer('text/plain;charset=UTF-8', body);
  }
  const field = object.fields.find((one) => one.type === 'base64' && one.name === name);
  if (!field) return undefined;
  readableField(actor, object, field.name);
  const row = reachedRecord(actor, object, id);
  if (object.name === 'EventLogFile') return answer('text/csv', logFileText(org, row));
  const value = row[field.name];
  if (value === null || value === undefined) {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  return answer(String(row['ContentType'] ?? 'application/octet-stream'), Buffer.from(String(value), 'base64'));
}
