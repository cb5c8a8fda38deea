import type { Route } from '../api.ts';
import { createDeployRequest, readDeployRequest } from './rest.ts';
import { metadataSoap } from './soap.ts';

const REST = '/services/data/:version/metadata/deployRequest';

/** Metadata: describe, list, read, write, retrieve and deploy. */
export const METADATA_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/services/Soap/m/:version',
    title: 'Metadata API (SOAP)',
    evidence: 'client-driven',
    access: 'anonymous',
    family: 'METADATA',
    handle: metadataSoap,
  },
  {
    method: 'POST',
    path: '/services/Soap/m/:version/:org',
    title: 'Metadata API (SOAP), with the org',
    evidence: 'client-driven',
    access: 'anonymous',
    family: 'METADATA',
    handle: metadataSoap,
  },
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
