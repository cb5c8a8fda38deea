import { childOf, childrenOf, escapeXml, textOf } from '../../metadata/xml-node.ts';
import { OrgError } from '../../org-error.ts';
import { readRecord } from '../../records/read-record.ts';
import type { QueryPage, QueryRecord } from '../../soql/answer.ts';
import { nextPage, runTree } from '../../soql/run-query.ts';
import { parsed } from '../rest/queries.ts';
import { searchRecords } from '../rest/search.ts';
import type { SoapCall, SoapOperation } from '../soap/endpoint.ts';
import type { Dialect } from './dialect.ts';
import { unknownColumn, visibleType } from './read-sobject.ts';
import { pageXml, sobjectXml } from './write-sobject.ts';

/** Source: SOAP API guide, `retrieve()`. */
const MAX_RETRIEVED = 2000;

type Operations = Readonly<Record<string, SoapOperation>>;

/** What reads records. */
export function queryOperations(dialect: Dialect): Operations {
  return {
    query: (call) => query(dialect, call, false),
    queryAll: (call) => query(dialect, call, true),
    queryMore: (call) => queryMore(dialect, call),
    retrieve: (call) => retrieve(dialect, call),
    search: (call) => search(dialect, call),
  };
}

function query(dialect: Dialect, { request, access, header, body }: SoapCall, all: boolean): string {
  const soql = textOf(body, 'queryString') ?? '';
  const tree = parsed(request, { soql });
  const size = Number(textOf(childOf(header, 'QueryOptions'), 'batchSize'));
  const batchSize = Number.isInteger(size) && size > 0 ? { batchSize: size } : {};
  const page = runTree(request.org, access, tree, { soql, all, version: request.version, ...batchSize });
  return answer(dialect, request, page);
}

function answer(dialect: Dialect, { org, note }: SoapCall['request'], page: QueryPage): string {
  note({ rows: page.records.length });
  return pageXml({ org, dialect }, 'result', page, page.nextLocator);
}

function queryMore(dialect: Dialect, { request, access, body }: SoapCall): string {
  return answer(dialect, request, nextPage(request.org, access, textOf(body, 'queryLocator') ?? ''));
}

/** Records by id, in order; nil for each that cannot be seen. */
function retrieve(dialect: Dialect, { request, access, session, body }: SoapCall): string {
  const { org, version } = request;
  const actor = { org, access, session };
  const object = visibleType(actor, textOf(body, 'sObjectType') ?? '');
  request.touch(object.name);
  const ids = childrenOf(body, 'ids');
  if (ids.length > MAX_RETRIEVED)
    throw new OrgError(500, 'EXCEEDED_ID_LIMIT', `cannot submit more than ${MAX_RETRIEVED} ids into this call`);
  const fields = (textOf(body, 'fieldList') ?? '').split(',').map((name) => name.trim());
  for (const name of fields) {
    const field = org.schema.field(object, name);
    if (!field || !access.field(object, field).read) throw unknownColumn(object, name);
  }
  const asked = new Set(fields.map((name) => name.toLowerCase()));
  const found = ids.map(({ text }) => {
    try {
      const record = readRecord(actor, object, text.trim(), version, fields);
      return sobjectXml({ org, dialect }, 'result', asked.has('id') ? (record as QueryRecord) : withoutId(record));
    } catch (error) {
      if (error instanceof OrgError && error.status === 404) return '<result xsi:nil="true"/>';
      throw error;
    }
  });
  return found.join('');
}

/** REST adds the id to what is asked for; here it stands before the fields, once. */
function withoutId(record: Readonly<Record<string, unknown>>): QueryRecord {
  const { attributes, Id: _id, ...fields } = record;
  return { attributes, ...fields } as QueryRecord;
}

function search(dialect: Dialect, { request, access, body }: SoapCall): string {
  const { org } = request;
  const records = searchRecords({ ...request, access }, textOf(body, 'searchString') ?? '');
  const found = records.map(
    (record) => `<searchRecords>${sobjectXml({ org, dialect }, 'record', record)}</searchRecords>`,
  );
  return `<result><queryId>${escapeXml(org.id)}</queryId>${found.join('')}</result>`;
}
