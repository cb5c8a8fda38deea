import { componentOf, isComponent } from '../../metadata/component-of-record.ts';
import { OrgError } from '../../org-error.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { QueryPage, QueryRecord } from '../../soql/answer.ts';
import { malformed } from '../../soql/query-error.ts';
import type { QueryTree, SelectItem } from '../../soql/query-tree.ts';
import { describeColumns, runTree } from '../../soql/run-query.ts';
import type { StoredRow } from '../../store/store.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { asksColumns, pageAnswer, parsed, query, queryRequest } from '../rest/queries.ts';

const OF_COMPONENT = /^(Metadata|FullName)$/i;
const isOfComponent = (item: SelectItem): boolean => item.kind === 'path' && OF_COMPONENT.test(item.path);
const ID: SelectItem = { kind: 'path', path: 'Id', alias: undefined };

/** `tooling/query`: as a query of data, and `Metadata` and `FullName` of the one component that it finds. */
export function toolingQuery(request: SessionRequest): ApiAnswer {
  const asked = queryRequest(request, { tooling: true });
  const tree = parsed(request, asked);
  const object = request.org.schema.object(tree.from);
  if (!object || !isComponent(object.name) || !tree.select.some(isOfComponent)) return query(request, 'tooling/query');
  const rest: QueryTree = {
    ...tree,
    select: [ID, ...tree.select.filter((item) => !isOfComponent(item) && !isId(item))],
  };
  if (asksColumns(request)) {
    const known = describeColumns(request.org, request.access, asked, rest);
    const own = componentColumns(tree).map((name) => ({
      columnName: name,
      displayName: name,
      aggregate: false,
      joinColumns: [],
    }));
    const shown = tree.select.some(isId) ? known : known.filter(({ columnName }) => columnName !== 'Id');
    return jsonAnswer({ columnMetadata: [...shown, ...own] });
  }
  const page = runTree(request.org, request.access, rest, asked);
  return pageAnswer(request, withComponent(request, object, tree, page), 'tooling/query');
}

const isId = (item: SelectItem): boolean => item.kind === 'path' && /^id$/i.test(item.path);

/** In their true spelling. */
function componentColumns({ select }: QueryTree): readonly string[] {
  return select
    .filter(isOfComponent)
    .map((item) => (item.kind === 'path' && /^metadata$/i.test(item.path) ? 'Metadata' : 'FullName'));
}

/** Text seen in orgs. */
function withComponent(request: SessionRequest, object: ObjectType, tree: QueryTree, page: QueryPage): QueryPage {
  const [record, ...others] = page.records;
  if (others.length > 0)
    throw malformed(
      `When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: ${page.totalSize}`,
    );
  if (!record) return page;
  const { Id, ...columns } = record;
  const shown = tree.select.some(isId) ? record : (columns as QueryRecord);
  const own = componentOfRecord(request, object, String(Id));
  const added = componentColumns(tree).map(
    (name) => [name, name === 'Metadata' ? own.metadata : own.fullName] as const,
  );
  return { ...page, records: [{ ...shown, ...Object.fromEntries(added) }] };
}

/** What a component consists of is for those who see or change the set-up (best guess). */
export function componentOfRecord({ org, access }: SessionRequest, object: ObjectType, id: string) {
  if (!['ViewSetup', 'CustomizeApplication', 'ModifyMetadata', 'ModifyAllData'].some(access.has)) {
    throw new OrgError(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id');
  }
  const row: StoredRow | undefined =
    object.kind === 'virtual'
      ? org.virtualRows(access, object, new Map()).find((one) => one['Id'] === id)
      : org.store.get(object, id);
  return componentOf(org, object.name, row ?? {}) ?? { fullName: '', metadata: null };
}
