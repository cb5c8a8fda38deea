import type { ApiAnswer, Route, SessionRequest } from '../api.ts';
import { createRecords, deleteRecords, readRecords, updateRecords, upsertRecords } from './collections.ts';
import { batch, composite, graph } from './composite.ts';
import { createTree } from './tree.ts';

const BASE = '/services/data/:version/composite';

function route(
  method: Route['method'],
  path: string,
  title: string,
  handle: (request: SessionRequest) => ApiAnswer | Promise<ApiAnswer>,
  standsAlone = false,
): Route {
  return {
    method,
    path: `${BASE}${path}`,
    title,
    evidence: 'documented',
    access: 'session',
    family: 'REST',
    handle,
    standsAlone,
  };
}

/** Several requests or records in one call. */
export const COMPOSITE_ROUTES: readonly Route[] = [
  route('POST', '', 'Composite', composite, true),
  route('POST', '/batch', 'Composite batch', batch, true),
  route('POST', '/graph', 'Composite graph', graph, true),
  route('POST', '/tree/:object', 'sObject tree', createTree),
  route('POST', '/sobjects', 'Create records of several objects', createRecords),
  route('PATCH', '/sobjects', 'Update records of several objects', updateRecords),
  route('DELETE', '/sobjects', 'Delete records', deleteRecords),
  route('GET', '/sobjects/:object', 'Read records', readRecords),
  route('POST', '/sobjects/:object', 'Read records', readRecords),
  route('PATCH', '/sobjects/:object/:field', 'Upsert records', upsertRecords),
];
