import { OrgError } from '../org-error.ts';

/**
 * Refusals of Bulk API 2.0. Codes: "Errors" in its guide, in capitals as its JSON has them. Texts that public clients and
 * reports quote are theirs; the others are best guesses.
 */
export function bulkError(errorCode: BulkErrorCode, message: string, status = 400): OrgError {
  return new OrgError(status, errorCode, message);
}

export type BulkErrorCode =
  | 'API_ERROR'
  | 'BULK_API_ERROR'
  | 'FEATURENOTENABLED'
  | 'INVALIDENTITY'
  | 'INVALIDJOB'
  | 'INVALIDJOBSTATE'
  | 'INVALIDUSER';

/** What ends a whole job: the message is its `errorMessage`. */
export function invalidBatch(reason: string): OrgError {
  return new OrgError(400, 'InvalidBatch', `InvalidBatch : ${reason}`);
}

/** Quoted in many reports. */
export function wrongLineEnding(lineEnding: string): OrgError {
  const reason = `LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`;
  return new OrgError(400, 'ClientInputError', `ClientInputError : ${reason}`);
}
