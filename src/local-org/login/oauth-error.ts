import { OrgError } from '../org-error.ts';

/**
 * A refusal of an OAuth endpoint, which answers `{"error", "error_description"}`. Texts: facts 6.2.
 *
 * @param error `invalid_grant`, `invalid_client` …
 */
export function oauthError(error: string, description: string, status = 400): OrgError {
  return new OrgError(status, error, description);
}
