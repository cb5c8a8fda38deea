import type { ApiAnswer, Evidence, Route, SessionRequest } from '../api.ts';
import { batch, composite } from '../composite/composite.ts';
import { queryMore } from '../rest/queries.ts';
import { basicInformation, describe, globalDescribe, readBySecondPart, remove, update } from '../rest/records.ts';
import { createToolingRecord, executeApex, readToolingRecord, toolingResources } from './behaviour.ts';
import { toolingQuery } from './queries.ts';

const BASE = '/services/data/:version/tooling';

function route(
  method: Route['method'],
  path: string,
  title: string,
  evidence: Evidence,
  handle: (request: SessionRequest) => ApiAnswer | Promise<ApiAnswer>,
  standsAlone = false,
): Route {
  return { method, path: `${BASE}${path}`, title, evidence, access: 'session', family: 'TOOLING', handle, standsAlone };
}

/** The Tooling API: its own objects, and `Metadata` and `FullName` of single components. */
export const TOOLING_ROUTES: readonly Route[] = [
  route('GET', '', 'Resources of the Tooling API', 'documented', toolingResources),
  route('GET', '/query', 'SOQL query of tooling objects', 'client-driven', toolingQuery),
  route('GET', '/query/:locator', 'Next page of a tooling query', 'documented', (request) =>
    queryMore(request, 'tooling/query'),
  ),
  route('GET', '/sobjects', 'Describe global of tooling objects', 'client-driven', globalDescribe),
  route('GET', '/sobjects/:object', 'Basic information on a tooling object', 'documented', basicInformation),
  route('POST', '/sobjects/:object', 'Create a tooling record', 'client-driven', createToolingRecord),
  route('GET', '/sobjects/:object/describe', 'Describe a tooling object', 'client-driven', describe),
  route('GET', '/sobjects/:object/:id', 'Read a tooling record', 'client-driven', readToolingRecord),
  route('PATCH', '/sobjects/:object/:id', 'Update a tooling record', 'client-driven', update),
  route('DELETE', '/sobjects/:object/:id', 'Delete a tooling record', 'client-driven', remove),
  route('GET', '/sobjects/:object/:id/:value', 'Body of a debug log', 'client-driven', readBySecondPart),
  route('POST', '/composite', 'Composite of tooling requests', 'documented', composite, true),
  route('POST', '/composite/batch', 'Composite batch of tooling requests', 'documented', batch, true),
  route(
    'GET',
    '/executeAnonymous',
    'Execute anonymous Apex: refused as code that does not compile',
    'best-guess',
    executeApex,
  ),
];
