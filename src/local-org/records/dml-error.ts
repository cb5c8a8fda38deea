import { OrgError } from '../org-error.ts';

/** A refusal of one record as SOAP and Bulk API code it: they have no addresses, so nothing is "not found" there. */
export function dmlError(error: OrgError): OrgError {
  if (error.errorCode !== 'NOT_FOUND') return error;
  return new OrgError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}
