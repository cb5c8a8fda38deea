import type { SoapApi } from '../soap/envelope.ts';

/** The two SOAP APIs for data: records that say their type in themselves, or typed by the WSDL of the org. */
export interface Dialect extends SoapApi {
  readonly typed: boolean;
  /** Letter in the path. */
  readonly letter: 'u' | 'c';
  /** `LoginHistory.ApiType`. */
  readonly apiType: string;
}

export const PARTNER: Dialect = {
  title: 'partner API',
  namespace: 'urn:partner.soap.sforce.com',
  records: 'urn:sobject.partner.soap.sforce.com',
  faults: 'urn:fault.partner.soap.sforce.com',
  typed: false,
  letter: 'u',
  apiType: 'SOAP Partner',
};

export const ENTERPRISE: Dialect = {
  title: 'enterprise API',
  namespace: 'urn:enterprise.soap.sforce.com',
  records: 'urn:sobject.enterprise.soap.sforce.com',
  faults: 'urn:fault.enterprise.soap.sforce.com',
  typed: true,
  letter: 'c',
  apiType: 'SOAP Enterprise',
};
