import { describeBrief, describeObject } from '../../describe/describe-object.ts';
import { OrgError } from '../../org-error.ts';
import type { Actor, RecordInput } from '../../records/actor.ts';
import { externalIdField, reachedRecord, recordsByKey } from '../../records/reached-record.ts';
import { readRecord } from '../../records/read-record.ts';
import { upsertRecord } from '../../records/upsert-record.ts';
import { visibleObject } from '../../records/write-fields.ts';
import { deleteRecord, insertRecord, updateRecord } from '../../records/write-records.ts';
import { isCompound } from '../../schema/compound.ts';
import { runQuery } from '../../soql/run-query.ts';
import { type ApiAnswer, jsonAnswer, NO_CONTENT, type SessionRequest } from '../api.ts';
import { contentOf } from './content.ts';
import { jsonBody, recordBody } from './json-body.ts';

/** Who asks, as the records know them. */
export function actorOf({ org, access, session, transaction }: SessionRequest): Actor {
  return { org, access, session, transaction };
}

function named({ parameters }: SessionRequest, name: string): string {
  return parameters[name] ?? '';
}

export function globalDescribe({ org, access, place }: SessionRequest): ApiAnswer {
  const visible = org.schema
    .objects()
    .filter((object) => object.keyPrefix !== '' || object.kind === 'virtual')
    .filter((object) => access.object(object).read);
  return jsonAnswer({
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: visible.map((object) => describeBrief({ access }, object, place)),
  });
}

export function basicInformation(request: SessionRequest): ApiAnswer {
  const object = visibleObject(actorOf(request), named(request, 'object'));
  request.touch(object.name);
  return jsonAnswer({ objectDescribe: describeBrief(request, object, request.place), recentItems: [] });
}

export function describe(request: SessionRequest): ApiAnswer {
  const object = visibleObject(actorOf(request), named(request, 'object'));
  request.touch(object.name);
  return jsonAnswer(describeObject(request.org, request.access, object, request.place));
}

export function create(request: SessionRequest): ApiAnswer {
  const object = named(request, 'object');
  request.touch(object);
  const id = insertRecord(actorOf(request), object, recordBody(jsonBody(request.body)));
  return jsonAnswer({ id, success: true, errors: [] }, 201);
}

export function read(request: SessionRequest): ApiAnswer {
  const actor = actorOf(request);
  const object = visibleObject(actor, named(request, 'object'));
  request.touch(object.name);
  const fields = request.query
    .get('fields')
    ?.split(',')
    .map((field) => field.trim());
  return jsonAnswer(readRecord(actor, object, named(request, 'id'), request.place, fields));
}

export function update(request: SessionRequest): ApiAnswer {
  const object = named(request, 'object');
  request.touch(object);
  updateRecord(actorOf(request), object, named(request, 'id'), recordBody(jsonBody(request.body)));
  return NO_CONTENT;
}

export function remove(request: SessionRequest): ApiAnswer {
  const object = named(request, 'object');
  request.touch(object);
  deleteRecord(actorOf(request), object, named(request, 'id'));
  return NO_CONTENT;
}

/** `sobjects/Account/001…/Owner`, `…/Contacts`; `sobjects/EventLogFile/0AT…/LogFile`; or `sobjects/Account/External__c/value`. */
export function readBySecondPart(request: SessionRequest): ApiAnswer {
  const actor = actorOf(request);
  const object = visibleObject(actor, named(request, 'object'));
  request.touch(object.name);
  const key = named(request, 'id');
  const content = contentOf(actor, object, key, named(request, 'value'));
  if (content) return content;
  if (request.org.schema.field(object, key)) {
    const field = externalIdField(actor, object, key, named(request, 'value'));
    const found = recordsByKey(actor, object, field, named(request, 'value'));
    if (found.length > 1)
      return severalRecords(
        object.name,
        found.map((row) => String(row['Id'])),
        request.place,
      );
    const id = String(found[0]?.['Id'] ?? '');
    if (id === '')
      throw new OrgError(
        404,
        'NOT_FOUND',
        `Provided external ID field does not exist or is not accessible: ${named(request, 'value')}`,
      );
    return jsonAnswer(readRecord(actor, object, id, request.place));
  }
  return related(request, actor, object.name, key, named(request, 'value'));
}

/** Records behind a relationship, asked for as a query so that everything is checked in one place. */
function related(
  request: SessionRequest,
  actor: Actor,
  objectName: string,
  id: string,
  relationship: string,
): ApiAnswer {
  const object = visibleObject(actor, objectName);
  const row = reachedRecord(actor, object, id);
  const lookup = object.fields.find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );
  const parentId = lookup && request.access.field(object, lookup).read ? row[lookup.name] : undefined;
  const parent = typeof parentId === 'string' ? request.org.schema.byKeyPrefix(parentId.slice(0, 3)) : undefined;
  if (parent) return jsonAnswer(readRecord(actor, visibleObject(actor, parent.name), String(parentId), request.place));
  const child = request.org.schema
    .children(object)
    .find(({ name }) => name.toLowerCase() === relationship.toLowerCase());
  if (!child) throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  const { object: target, field } = child;
  visibleObject(actor, target.name);
  const readable = target.fields
    .filter((one) => !isCompound(one) && request.access.field(target, one).read)
    .map(({ name }) => name);
  const soql = `SELECT ${readable.join(', ')} FROM ${target.name} WHERE ${field.name} = '${row['Id']}'`;
  return jsonAnswer(runQuery(request.org, request.access, { soql, version: request.version }));
}

function severalRecords(object: string, ids: readonly string[], version: string): ApiAnswer {
  return jsonAnswer(
    ids.map((id) => `/services/data/v${version}/sobjects/${object}/${id}`),
    300,
  );
}

/** PATCH of an external id: created 201, changed 200, several 300. */
export function upsert(request: SessionRequest): ApiAnswer {
  const object = named(request, 'object');
  request.touch(object);
  const input: RecordInput = recordBody(jsonBody(request.body));
  try {
    const { id, created } = upsertRecord(
      actorOf(request),
      object,
      named(request, 'id'),
      named(request, 'value'),
      input,
    );
    return jsonAnswer({ id, success: true, errors: [], created }, created ? 201 : 200);
  } catch (error) {
    if (!(error instanceof OrgError) || error.status !== 300) throw error;
    return severalRecords(object, error.message.split(': ')[1]?.split(', ') ?? [], request.place);
  }
}
