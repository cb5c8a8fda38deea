import type { Route } from '../api.ts';
import { checkApiEnabled, type SoapEndpoint, soapRoutes } from '../soap/endpoint.ts';
import { DESCRIBE_OPERATIONS } from './describe.ts';
import { type Dialect, ENTERPRISE, PARTNER } from './dialect.ts';
import { queryOperations } from './queries.ts';
import { login, SESSION_OPERATIONS } from './session.ts';
import { WRITE_OPERATIONS } from './writes.ts';

function endpoint(dialect: Dialect): SoapEndpoint {
  return {
    api: dialect,
    family: 'SOAP',
    operations: {
      ...SESSION_OPERATIONS,
      ...DESCRIBE_OPERATIONS,
      ...queryOperations(dialect),
      ...WRITE_OPERATIONS,
    },
    anonymous: { login: (request, body) => login(dialect, request, body) },
    check: checkApiEnabled,
  };
}

/** SOAP for data: the partner API, and the enterprise API as far as it is the same. */
export const PARTNER_ROUTES: readonly Route[] = [
  ...soapRoutes('/services/Soap/u/:version', 'Partner API (SOAP)', ['client-driven', 'documented'], endpoint(PARTNER)),
  ...soapRoutes(
    '/services/Soap/c/:version',
    'Enterprise API (SOAP)',
    ['best-guess', 'best-guess'],
    endpoint(ENTERPRISE),
  ),
];
