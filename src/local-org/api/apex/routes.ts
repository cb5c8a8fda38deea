import type { Route } from '../api.ts';
import { checkApiEnabled, type SoapCall, type SoapEndpoint, soapRoutes } from '../soap/endpoint.ts';
import { type SoapAnswer, type SoapApi, xmlOf } from '../soap/envelope.ts';
import { executeAnonymous } from './execute-anonymous.ts';

const APEX_API: SoapApi = {
  title: 'Apex API',
  namespace: 'http://soap.sforce.com/2006/08/apex',
  records: 'http://soap.sforce.com/2006/08/apex',
  faults: undefined,
};

/** Clients look for the log of a run in the header, also where nothing ran. */
function execute({ request, access }: SoapCall): SoapAnswer {
  const result = executeAnonymous(request, access);
  return { inner: xmlOf('result', result), header: xmlOf('DebuggingInfo', { debugLog: '' }) };
}

const ENDPOINT: SoapEndpoint = {
  api: APEX_API,
  family: 'SOAP',
  operations: { executeAnonymous: execute },
  check: checkApiEnabled,
};

/** The Apex API over SOAP. */
export const APEX_ROUTES: readonly Route[] = soapRoutes(
  '/services/Soap/s/:version',
  'Execute anonymous Apex (SOAP): refused, the local org runs no Apex',
  ['documented', 'client-driven'],
  ENDPOINT,
);
