import { OrgError } from '../../org-error.ts';
import type { Actor, RecordInput } from '../../records/actor.ts';
import { inTransaction } from '../../records/transaction.ts';
import { insertRecord } from '../../records/write-records.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { actorOf } from '../rest/records.ts';

/** Source: sObject Tree, REST API guide: 200 records, five levels. */
const MAX_RECORDS = 200;
const MAX_LEVELS = 5;

interface Planted {
  readonly referenceId: string;
  readonly id: string;
}

/** Creates records with their children; one failure undoes all. */
export function createTree(request: SessionRequest): ApiAnswer {
  const records = recordBody(jsonBody(request.body))['records'];
  if (!Array.isArray(records)) throw new OrgError(400, 'JSON_PARSER_ERROR', 'A list of records was expected: records');
  const planted: Planted[] = [];
  let failing = '';
  try {
    inTransaction(actorOf(request), (actor) => {
      for (const record of records) {
        plant(
          request,
          actor,
          recordBody(record),
          request.parameters['object'] ?? '',
          undefined,
          1,
          planted,
          (reference) => {
            failing = reference;
          },
        );
      }
    });
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    const errors = [{ statusCode: error.errorCode, message: error.message, fields: error.fields ?? [] }];
    return jsonAnswer({ hasErrors: true, results: [{ referenceId: failing, errors }] }, 400);
  }
  return jsonAnswer({ hasErrors: false, results: planted }, 201);
}

interface Branch {
  readonly object: string;
  readonly lookup: string;
  readonly records: readonly RecordInput[];
}

function plant(
  request: SessionRequest,
  actor: Actor,
  record: RecordInput,
  objectName: string,
  parent: { readonly lookup: string; readonly id: string } | undefined,
  level: number,
  planted: Planted[],
  attempting: (reference: string) => void,
): void {
  if (level > MAX_LEVELS) throw new OrgError(400, 'INVALID_INPUT', `sObject trees have ${MAX_LEVELS} levels at most`);
  if (planted.length >= MAX_RECORDS)
    throw new OrgError(400, 'INVALID_INPUT', `sObject trees have ${MAX_RECORDS} records at most`);
  const reference = referenceOf(record);
  attempting(reference);
  const branches = branchesOf(actor, objectName, record);
  const names = new Set(branches.map(({ name }) => name));
  const own = Object.fromEntries(Object.entries(record).filter(([key]) => !names.has(key)));
  request.touch(objectName);
  const id = insertRecord(actor, objectName, parent ? { ...own, [parent.lookup]: parent.id } : own);
  planted.push({ referenceId: reference, id });
  for (const { branch } of branches) {
    for (const child of branch.records) {
      plant(request, actor, child, branch.object, { lookup: branch.lookup, id }, level + 1, planted, attempting);
    }
  }
}

function referenceOf(record: RecordInput): string {
  const attributes = record['attributes'];
  const reference =
    typeof attributes === 'object' && attributes !== null && 'referenceId' in attributes
      ? String(attributes.referenceId)
      : '';
  if (reference === '')
    throw new OrgError(400, 'INVALID_INPUT', 'Include a reference ID for each record: attributes.referenceId');
  return reference;
}

/** Keys that are relationships to children: `Contacts: {records: […]}`. */
function branchesOf(
  { org }: Actor,
  objectName: string,
  record: RecordInput,
): readonly { readonly name: string; readonly branch: Branch }[] {
  const object = org.schema.object(objectName);
  if (!object) return [];
  const children = org.schema.children(object);
  return Object.entries(record).flatMap(([name, value]) => {
    const child = children.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!child || typeof value !== 'object' || value === null || !('records' in value) || !Array.isArray(value.records))
      return [];
    return [
      { name, branch: { object: child.object.name, lookup: child.field.name, records: value.records.map(recordBody) } },
    ];
  });
}
