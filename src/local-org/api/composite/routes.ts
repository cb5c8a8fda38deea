import type { ApiAnswer, Evidence, Route, SessionRequest } from '../api.ts';
import { createRecords, deleteRecords, readRecords, updateRecords, upsertRecords } from './collections.ts';
import { batch, composite, graph } from './composite.ts';
import { createTree } from './tree.ts';

const BASE = '/services/data/:version/composite';

function route(
  method: Route['method'],
  path: string,
  title: string,
  evidence: Evidence,
  handle: (request: SessionRequest) => ApiAnswer | Promise<ApiAnswer>,
  standsAlone = false,
): Route {
  return {
    method,
    path: `${BASE}${path}`,
    title,
    evidence,
    access: 'session',
    family: 'REST',
    handle,
    standsAlone,
  };
}

/** Several requests or records in one call. */
export const COMPOSITE_ROUTES: readonly Route[] = [
  route('POST', '', 'Composite', 'client-driven', composite, true),
  route('POST', '/batch', 'Composite batch', 'documented', batch, true),
  route('POST', '/graph', 'Composite graph', 'documented', graph, true),
  route('POST', '/tree/:object', 'sObject tree', 'documented', createTree),
  route('POST', '/sobjects', 'Create records of several objects', 'client-driven', createRecords),
  route('PATCH', '/sobjects', 'Update records of several objects', 'client-driven', updateRecords),
  route('DELETE', '/sobjects', 'Delete records', 'client-driven', deleteRecords),
  route('GET', '/sobjects/:object', 'Read records', 'documented', readRecords),
  route('POST', '/sobjects/:object', 'Read records', 'client-driven', readRecords),
  route('PATCH', '/sobjects/:object/:field', 'Upsert records', 'client-driven', upsertRecords),
];
