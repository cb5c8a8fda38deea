import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import type { Session } from '../sessions.ts';
import type { StoredRow } from '../store/store.ts';
import { noteLogin } from './login-history.ts';
import { isAllowedFrom, isAllowedNow, loginRestrictions } from './login-restrictions.ts';
import { checkPassword } from './passwords.ts';

export interface SoapLoginAttempt {
  readonly username: string;
  /** With the security token behind it, where one is asked for. */
  readonly password: string;
  /** `64.0`. */
  readonly version: string;
  /** `SOAP Partner`. */
  readonly apiType: string;
  readonly sourceIp: string;
  readonly userAgent: string;
}

/** From this version on the operation is not there any more. Source: facts 6.1. */
const GONE_SINCE = 65;

/** A refusal, with what the login history says of it. */
interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status: string;
}

const INVALID_LOGIN = 'Invalid username, password, security token; or user locked out.';
const NEEDS_TOKEN = `${INVALID_LOGIN} Are you at a new location? When accessing Salesforce--either via a desktop client or the API--from outside of your company’s trusted networks, you must add a security token to your password to log in. To get your new security token, log in to Salesforce. From your personal settings, enter Reset My Security Token in the Quick Find box, then select Reset My Security Token.`;

/**
 * SOAP `login()` by the rules of 2026 and 2027 (facts 6.1): gone from version 65 on, off in new orgs, and where the org asks
 * for it only for who holds Use Any API Auth. API Only bars nobody: it closes the user interface.
 */
export function soapLogin(org: Org, attempt: SoapLoginAttempt): Session {
  checkAvailable(org, attempt.version);
  const user = org.store.all('SELECT "Id", "IsActive", "ProfileId" FROM "User" WHERE "Username" = ?', [
    attempt.username,
  ])[0];
  if (!user) throw new OrgError(500, 'INVALID_LOGIN', INVALID_LOGIN);
  const userId = String(user['Id']);
  const refused = refusal(org, user, attempt);
  const { apiType, version, sourceIp, userAgent } = attempt;
  noteLogin(org, {
    userId,
    type: 'Other Apex API',
    subType: null,
    application: 'N/A',
    sourceIp,
    userAgent,
    api: { type: apiType, version },
    failure: refused?.status,
  });
  if (refused) throw new OrgError(500, refused.code, refused.message);
  return org.sessions.open({ userId, app: undefined, scopes: ['full'], sourceIp });
}

/** Both texts are reported by clients. */
function checkAvailable(org: Org, version: string): void {
  if (Number(version) >= GONE_SINCE) {
    const message = `The SOAP Login operation is not available in the API version specified (${version}). Refer to the documentation for supported versions.`;
    throw new OrgError(500, 'INVALID_OPERATION', message);
  }
  if (org.switches.soapLogin) return;
  const message =
    'SOAP API login() is disabled by default in this org. Contact the org administrator to enable SOAP API login().';
  throw new OrgError(500, 'INVALID_OPERATION', message);
}

/** The password first: who does not know it learns nothing about the user. Statuses in the history are best guesses. */
function refusal(org: Org, user: StoredRow, { password, sourceIp }: SoapLoginAttempt): Refusal | undefined {
  const userId = String(user['Id']);
  const restrictions = loginRestrictions(org, String(user['ProfileId']));
  const isTrusted = restrictions.ranges.length > 0 && isAllowedFrom(restrictions, sourceIp);
  const check = checkPassword(org, userId, password, isTrusted);
  if (check === 'locked') return invalid('Password Lockout');
  if (check === 'wrong') return invalid('Invalid Password');
  if (user['IsActive'] !== 1) return invalid('User is Inactive');
  const frozen = org.store.all('SELECT "IsFrozen" FROM "UserLogin" WHERE "UserId" = ?', [userId])[0];
  if (frozen?.['IsFrozen'] === 1) return invalid('User is Frozen');
  if (!isAllowedFrom(restrictions, sourceIp))
    return refuse('LOGIN_DURING_RESTRICTED_DOMAIN', 'cannot log in from current domain', 'Restricted IP');
  // Text from memory.
  if (!isAllowedNow(org, restrictions))
    return refuse('LOGIN_DURING_RESTRICTED_TIME', 'cannot log in at the current time', 'Restricted Login Time');
  if (check === 'token-missing')
    return refuse('LOGIN_MUST_USE_SECURITY_TOKEN', NEEDS_TOKEN, 'API security token required');
  const access = org.accessOf(userId);
  if (!access.has('ApiEnabled')) return refuse('API_DISABLED_FOR_ORG', 'API is disabled for this User', 'API Disabled');
  if (org.switches.soapLoginNeedsUseAnyApiAuth && !access.has('UseAnyApiAuth'))
    return refuse('INSUFFICIENT_ACCESS', 'insufficient access rights on object id', 'Use Any API Auth required');
  return undefined;
}

function refuse(code: string, message: string, status: string): Refusal {
  return { code, message, status };
}

function invalid(status: string): Refusal {
  return refuse('INVALID_LOGIN', INVALID_LOGIN, status);
}
