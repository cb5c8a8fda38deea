import { OrgError } from '../../org-error.ts';
import type { Actor, RecordInput } from '../../records/actor.ts';
import { readRecord } from '../../records/read-record.ts';
import { upsertRecord } from '../../records/upsert-record.ts';
import { type Written, writeEach } from '../../records/write-each.ts';
import { visibleObject } from '../../records/write-fields.ts';
import { deleteRecord, insertRecord, updateRecord } from '../../records/write-records.ts';
import { fullId } from '../../store/ids.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { actorOf } from '../rest/records.ts';

/** Source: sObject Collections, REST API guide. */
const MAX_RECORDS = 200;

interface ItemResult {
  readonly id?: string | undefined;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly {
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
  }[];
}

export function failedItem(error: unknown): ItemResult {
  if (!(error instanceof OrgError)) throw error;
  return {
    success: false,
    errors: [{ statusCode: error.errorCode, message: error.message, fields: error.fields ?? [] }],
  };
}

/** Does something to each record: one by one, or all or none. */
function forEachRecord<T>(
  actor: Actor,
  items: readonly T[],
  allOrNone: boolean,
  work: (actor: Actor, item: T) => Written,
): readonly ItemResult[] {
  if (items.length > MAX_RECORDS) {
    throw new OrgError(
      400,
      'EXCEEDED_MAX_SIZE_REQUEST',
      `record limit reached. cannot submit more than ${MAX_RECORDS} records in this request`,
    );
  }
  return writeEach(actor, items, allOrNone, work).map((outcome) => {
    if ('error' in outcome) return failedItem(outcome.error);
    const { id, created } = outcome;
    return { id, success: true, ...(created === undefined ? {} : { created }), errors: [] };
  });
}

function bodyOf(request: SessionRequest): { readonly allOrNone: boolean; readonly records: readonly RecordInput[] } {
  const body = recordBody(jsonBody(request.body));
  const records = body['records'];
  if (!Array.isArray(records)) throw new OrgError(400, 'JSON_PARSER_ERROR', 'A list of records was expected: records');
  return { allOrNone: body['allOrNone'] === true, records: records.map(recordBody) };
}

function typeOf(request: SessionRequest, record: RecordInput): string {
  const attributes = record['attributes'];
  const type =
    typeof attributes === 'object' && attributes !== null && 'type' in attributes ? String(attributes.type) : '';
  if (type === '') throw new OrgError(400, 'INVALID_TYPE', 'sObject type is missing: attributes.type');
  request.touch(request.org.schema.object(type)?.name ?? type);
  return type;
}

function idOf(record: RecordInput): string {
  const key = Object.keys(record).find((name) => name.toLowerCase() === 'id');
  const id = key === undefined ? '' : String(record[key]);
  if (id === '') throw new OrgError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
  return id;
}

export function createRecords(request: SessionRequest): ApiAnswer {
  const { allOrNone, records } = bodyOf(request);
  return jsonAnswer(
    forEachRecord(actorOf(request), records, allOrNone, (actor, record) => ({
      id: insertRecord(actor, typeOf(request, record), record),
    })),
  );
}

export function updateRecords(request: SessionRequest): ApiAnswer {
  const { allOrNone, records } = bodyOf(request);
  return jsonAnswer(
    forEachRecord(actorOf(request), records, allOrNone, (actor, record) => {
      const id = idOf(record);
      updateRecord(actor, typeOf(request, record), id, record);
      return { id: fullId(id) ?? id };
    }),
  );
}

export function upsertRecords(request: SessionRequest): ApiAnswer {
  const { allOrNone, records } = bodyOf(request);
  const { object = '', field = '' } = request.parameters;
  request.touch(object);
  return jsonAnswer(
    forEachRecord(actorOf(request), records, allOrNone, (actor, record) => {
      const key = Object.keys(record).find((name) => name.toLowerCase() === field.toLowerCase()) ?? field;
      const { [key]: value, ...rest } = record;
      return upsertRecord(actor, object, field, value ?? '', rest);
    }),
  );
}

/** `?ids=001…,003…`: of any objects, told by their prefix. */
export function deleteRecords(request: SessionRequest): ApiAnswer {
  const ids = (request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  const allOrNone = request.query.get('allOrNone') === 'true';
  return jsonAnswer(
    forEachRecord(actorOf(request), ids, allOrNone, (actor, id) => {
      const object = request.org.schema.byKeyPrefix(id.slice(0, 3));
      if (!object) throw new OrgError(400, 'MALFORMED_ID', `malformed id ${id}`);
      request.touch(object.name);
      deleteRecord(actor, object.name, id);
      return { id: fullId(id) ?? id };
    }),
  );
}

/** Records by id, `null` for each that cannot be seen; ids and fields in the query or in the body. */
export function readRecords(request: SessionRequest): ApiAnswer {
  const actor = actorOf(request);
  const object = visibleObject(actor, request.parameters['object'] ?? '');
  request.touch(object.name);
  const body = request.method === 'POST' ? recordBody(jsonBody(request.body)) : {};
  const listOf = (name: string): readonly string[] => {
    const given = body[name] ?? request.query.get(name)?.split(',');
    return Array.isArray(given) ? given.map(String) : [];
  };
  const fields = listOf('fields');
  return jsonAnswer(
    listOf('ids').map((id) => {
      try {
        return readRecord(actor, object, id, request.place, fields);
      } catch (error) {
        if (error instanceof OrgError && (error.status === 404 || error.errorCode === 'MALFORMED_ID')) return null;
        throw error;
      }
    }),
  );
}
