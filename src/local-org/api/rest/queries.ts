import { OrgError } from '../../org-error.ts';
import type { QueryPage, QueryRequest } from '../../soql/answer.ts';
import { parseOnce } from '../../soql/parse-once.ts';
import type { QueryTree } from '../../soql/query-tree.ts';
import { describeColumns, nextPage, runTree } from '../../soql/run-query.ts';
import { type ApiAnswer, type ApiRequest, jsonAnswer, type SessionRequest } from '../api.ts';

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

export function queryRequest({ query, headers, version }: SessionRequest, more: Partial<QueryRequest>): QueryRequest {
  const soql = query.get('q');
  if (soql === null) throw new OrgError(400, 'MALFORMED_QUERY', 'SOQL statement is missing: q');
  const size = /batchSize=(\d+)/i.exec(String(headers['sforce-query-options'] ?? ''))?.[1];
  return { soql, version, ...(size === undefined ? {} : { batchSize: Number(size) }), ...more };
}

/** `query?q=…`, and `&columns=true` for what the CLI prints as table heads. */
export function query(request: SessionRequest, resource: 'query' | 'queryAll' | 'tooling/query' = 'query'): ApiAnswer {
  const asked = queryRequest(request, { all: resource === 'queryAll', tooling: resource === 'tooling/query' });
  const tree = parsed(request, asked);
  if (asksColumns(request)) {
    return jsonAnswer({ columnMetadata: describeColumns(request.org, request.access, asked, tree) });
  }
  const page = runTree(request.org, request.access, tree, asked);
  request.note({ rows: page.records.length });
  return pageAnswer(request, page, resource);
}

export function queryMore(request: SessionRequest, resource = 'query'): ApiAnswer {
  return pageAnswer(request, nextPage(request.org, request.access, request.parameters['locator'] ?? ''), resource);
}

export function asksColumns({ query: parameters }: SessionRequest): boolean {
  return parameters.get('columns') === 'true';
}

/** The query of a request; its object, in its true spelling, and its text are noted for the usage logs. */
export function parsed(
  { org, touch, note }: Pick<ApiRequest, 'org' | 'touch' | 'note'>,
  { soql }: Pick<QueryRequest, 'soql'>,
): QueryTree {
  note({ query: soql });
  const tree = parseOnce(soql);
  touch(org.schema.object(tree.from)?.name ?? tree.from);
  return tree;
}
