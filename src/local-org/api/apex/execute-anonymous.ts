import type { UserAccess } from '../../enforce/user-access.ts';
import { OrgError } from '../../org-error.ts';
import type { ApiRequest } from '../api.ts';

/** What became of code that was sent, in the order of the WSDL. */
export interface ExecuteAnonymousResult {
  readonly column: number;
  readonly compileProblem: string;
  readonly compiled: boolean;
  readonly exceptionMessage: null;
  readonly exceptionStackTrace: null;
  readonly line: number;
  readonly success: boolean;
}

/**
 * Apex is not run here: code that is sent fails to compile, with the reason, as code with a mistake would. That it was
 * asked for is counted among the requests that are not served.
 */
export function executeAnonymous({ org, method, path }: ApiRequest, access: UserAccess): ExecuteAnonymousResult {
  if (!access.has('AuthorApex')) {
    throw new OrgError(403, 'INSUFFICIENT_ACCESS', 'Insufficient privileges: executeAnonymous needs Author Apex');
  }
  org.traffic.addUnanswered(`${method} ${path}`);
  return {
    column: 1,
    compileProblem: 'The local org does not run Apex.',
    compiled: false,
    exceptionMessage: null,
    exceptionStackTrace: null,
    line: 1,
    success: false,
  };
}
