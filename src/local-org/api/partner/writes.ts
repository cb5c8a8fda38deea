import { childOf, childrenOf, isTrue, textOf, type XmlNode } from '../../metadata/xml-node.ts';
import { OrgError } from '../../org-error.ts';
import type { Actor } from '../../records/actor.ts';
import { dmlError } from '../../records/dml-error.ts';
import { purgeRecord, undeleteRecord } from '../../records/undelete-record.ts';
import { upsertRecord } from '../../records/upsert-record.ts';
import { type Outcome, type Written, writeEach } from '../../records/write-each.ts';
import { deleteRecord, insertRecord, updateRecord } from '../../records/write-records.ts';
import { fullId } from '../../store/ids.ts';
import type { SoapCall, SoapOperation } from '../soap/endpoint.ts';
import { xmlOf } from '../soap/envelope.ts';
import { readSobject, type SentRecord } from './read-sobject.ts';

/** Source: SOAP API guide, `create()` and its kind. */
const MAX_RECORDS = 200;

/** What writes records. */
export const WRITE_OPERATIONS: Readonly<Record<string, SoapOperation>> = {
  create: (call) =>
    writeRecords(call, (actor, { object, id, values }) => {
      if (id !== undefined) throw notInInsert();
      return { id: insertRecord(actor, object.name, values) };
    }),
  update: (call) =>
    writeRecords(call, (actor, { object, id, values }) => {
      if (id === undefined) throw new OrgError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
      updateRecord(actor, object.name, id, values);
      return { id: fullId(id) ?? id };
    }),
  upsert: (call) => {
    const key = textOf(call.body, 'externalIDFieldName') ?? 'Id';
    return writeRecords(call, (actor, record) => upsert(actor, record, key));
  },
  delete: (call) => forIds(call, removeById),
  undelete: (call) => forIds(call, (actor, id) => ({ id: undeleteRecord(actor, id) })),
  emptyRecycleBin: (call) => forIds(call, (actor, id) => ({ id: purgeRecord(actor, id) })),
};

function notInInsert(): OrgError {
  return new OrgError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
}

function upsert(actor: Actor, { object, id, values }: SentRecord, key: string): Written {
  if (key.toLowerCase() === 'id') return upsertRecord(actor, object.name, 'Id', id ?? '', values);
  const given = Object.keys(values).find((name) => name.toLowerCase() === key.toLowerCase());
  const value = given === undefined ? undefined : values[given];
  if (given === undefined || value === null || value === '')
    throw new OrgError(400, 'MISSING_ARGUMENT', `${key} not specified`, [key]);
  const { [given]: _key, ...rest } = values;
  return upsertRecord(actor, object.name, key, value, rest);
}

function removeById(actor: Actor, id: string): Written {
  const object = actor.org.schema.byKeyPrefix(id.slice(0, 3));
  if (!object) throw new OrgError(400, 'MALFORMED_ID', `malformed id ${id.slice(0, 255)}`);
  deleteRecord(actor, object.name, id);
  return { id: fullId(id) ?? id };
}

/** All records are read before the first is written: a wrong name refuses the call. */
function writeRecords(call: SoapCall, work: (actor: Actor, record: SentRecord) => Written): string {
  const { request, access, session, body } = call;
  const nodes = limited(childrenOf(body, 'sObjects'));
  const records = nodes.map((node) => readSobject({ org: request.org, access, session }, node));
  for (const { object } of records) request.touch(object.name);
  return results(call, records, work);
}

function forIds(call: SoapCall, work: (actor: Actor, id: string) => Written): string {
  const ids = limited(childrenOf(call.body, 'ids')).map(({ text }) => text.trim());
  for (const id of ids) call.request.touch(call.request.org.schema.byKeyPrefix(id.slice(0, 3))?.name ?? '');
  return results(call, ids, work);
}

function limited(nodes: readonly XmlNode[]): readonly XmlNode[] {
  if (nodes.length <= MAX_RECORDS) return nodes;
  const message = `record limit reached. cannot submit more than ${MAX_RECORDS} records into this call`;
  throw new OrgError(500, 'EXCEEDED_ID_LIMIT', message);
}

function results<T>(
  { request, access, session, header }: SoapCall,
  items: readonly T[],
  work: (actor: Actor, item: T) => Written,
): string {
  const actor: Actor = { org: request.org, access, session };
  const allOrNone = isTrue(childOf(header, 'AllOrNoneHeader'), 'allOrNone');
  return xmlOf('result', writeEach(actor, items, allOrNone, work).map(resultOf));
}

/** Elements in the order of the WSDL: its readers may ask for it. */
function resultOf(outcome: Outcome) {
  if ('error' in outcome) {
    const { errorCode, message, fields = [] } = dmlError(outcome.error);
    return { errors: { fields, message, statusCode: errorCode }, id: null, success: false };
  }
  const { id, created } = outcome;
  return { ...(created === undefined ? {} : { created }), id, success: true };
}
