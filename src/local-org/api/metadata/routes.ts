import type { Route } from '../api.ts';
import { soapRoutes } from '../soap/endpoint.ts';
import { createDeployRequest, readDeployRequest } from './rest.ts';
import { METADATA_SOAP } from './soap.ts';

const REST = '/services/data/:version/metadata/deployRequest';

/** Metadata: describe, list, read, write, retrieve and deploy. */
export const METADATA_ROUTES: readonly Route[] = [
  ...soapRoutes('/services/Soap/m/:version', 'Metadata API (SOAP)', ['client-driven', 'documented'], METADATA_SOAP),
  {
    method: 'POST',
    path: REST,
    title: 'Deploy a package (REST)',
    evidence: 'client-driven',
    access: 'session',
    family: 'METADATA',
    handle: createDeployRequest,
  },
  {
    method: 'GET',
    path: `${REST}/:id`,
    title: 'Result of a deployment (REST)',
    evidence: 'client-driven',
    access: 'session',
    family: 'METADATA',
    handle: readDeployRequest,
  },
];
