import { OrgError } from '../../org-error.ts';
import type { QueryPage, QueryRequest } from '../../soql/answer.ts';
import { parseSoql } from '../../soql/parse-soql.ts';
import { describeColumns, nextPage, runQuery } from '../../soql/run-query.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';

/** The answer to a page of a query; the way to the next one is under the resource that was asked. */
export function pageAnswer(
  { version }: SessionRequest,
  { nextLocator, ...page }: QueryPage,
  resource: string,
): ApiAnswer {
  const next =
    nextLocator === undefined ? {} : { nextRecordsUrl: `/services/data/v${version}/${resource}/${nextLocator}` };
  const { totalSize, done, records } = page;
  return jsonAnswer({ totalSize, done, ...next, records });
}

function requestOf({ query, headers, version }: SessionRequest, more: Partial<QueryRequest>): QueryRequest {
  const soql = query.get('q');
  if (soql === null) throw new OrgError(400, 'MALFORMED_QUERY', 'SOQL statement is missing: q');
  const size = /batchSize=(\d+)/i.exec(String(headers['sforce-query-options'] ?? ''))?.[1];
  return { soql, version, ...(size === undefined ? {} : { batchSize: Number(size) }), ...more };
}

/** `query?q=…`, and `&columns=true` for what the CLI prints as table heads. */
export function query(request: SessionRequest, resource: 'query' | 'queryAll' | 'tooling/query' = 'query'): ApiAnswer {
  const asked = requestOf(request, { all: resource === 'queryAll', tooling: resource === 'tooling/query' });
  touchObjects(request, asked.soql);
  if (request.query.get('columns') === 'true') {
    return jsonAnswer({ columnMetadata: describeColumns(request.org, request.access, asked) });
  }
  const page = runQuery(request.org, request.access, asked);
  request.note({ rows: page.records.length });
  return pageAnswer(request, page, resource);
}

export function queryMore(request: SessionRequest, resource = 'query'): ApiAnswer {
  return pageAnswer(request, nextPage(request.org, request.access, request.parameters['locator'] ?? ''), resource);
}

/** Notes the object of a query in its true spelling, and its text, for the usage logs. */
function touchObjects({ org, touch, note }: SessionRequest, soql: string): void {
  note({ query: soql });
  const name = parseSoql(soql).from;
  touch(org.schema.object(name)?.name ?? name);
}
