import { isIP } from 'node:net';
import type { Org } from '../org.ts';
import type { OrgError } from '../org-error.ts';
import type { Session } from '../sessions.ts';
import type { StoredRow } from '../store/store.ts';
import type { App } from './apps.ts';
import { oauthError } from './oauth-error.ts';

/** `LoginHistory.LoginSubType`. The first three literals are seen in evidence (facts 3.4). */
export type LoginFlow =
  | 'OauthWebServer'
  | 'OauthRefreshToken'
  | 'OauthClientCredentials'
  | 'OauthJwtBearer'
  | 'OauthUsernamePassword';

export interface LogInAttempt {
  readonly app: App;
  readonly userId: string;
  readonly flow: LoginFlow;
  readonly scopes: readonly string[];
  readonly sourceIp: string;
  readonly userAgent: string;
}

/** Logs a user in for an app, when user, app and address allow it; both outcomes are in the login history. */
export function logIn(org: Org, attempt: LogInAttempt): Session {
  const refused = refusal(org, attempt);
  noteLogin(org, attempt, refused);
  if (refused) throw refused;
  const { app, userId, scopes, sourceIp } = attempt;
  noteToken(org, app, userId);
  // Plain SQL: when somebody was here last decides about no access.
  org.store.all('UPDATE "User" SET "LastLoginDate" = ? WHERE "Id" = ?', [org.now().toISOString(), userId]);
  return org.sessions.open({
    userId,
    app: { id: app.recordId, name: app.name, kind: app.kind },
    scopes,
    sourceIp,
  });
}

function refusal(org: Org, { app, userId, flow, sourceIp }: LogInAttempt): OrgError | undefined {
  const user = org.store.all('SELECT "IsActive" FROM "User" WHERE "Id" = ?', [userId])[0];
  if (!user) return oauthError('invalid_grant', 'authentication failure');
  if (user['IsActive'] !== 1) return oauthError('invalid_grant', 'inactive user');
  const frozen = org.store.all('SELECT "IsFrozen" FROM "UserLogin" WHERE "UserId" = ?', [userId])[0];
  if (frozen?.['IsFrozen'] === 1) return oauthError('invalid_grant', 'inactive user');
  if (app.enforceIp && app.ipRanges.length > 0 && !app.ipRanges.some((range) => isInRange(sourceIp, range))) {
    return oauthError('invalid_grant', 'ip restricted');
  }
  const access = org.accessOf(userId);
  if (app.recordId === '') return undefined;
  if (org.switches.adminApprovedAppsOnly && !app.adminApproved && !access.has('UseAnyApiClient')) {
    return oauthError('invalid_client', 'app must be installed into org');
  }
  if (app.adminApproved && !isApproved(org, app, userId)) {
    if (flow === 'OauthJwtBearer') return oauthError('invalid_grant', "user hasn't approved this consumer");
    // From memory.
    return oauthError('invalid_app_access', 'user is not admin approved to access this app');
  }
  return undefined;
}

/** Pre-authorised by a permission set, a group or the profile: all of them grant the app as a set-up entity. */
function isApproved(org: Org, app: App, userId: string): boolean {
  return org.accessOf(userId).mayUse(app.recordId);
}

function noteLogin(
  org: Org,
  { app, userId, flow, sourceIp, userAgent }: LogInAttempt,
  refused: OrgError | undefined,
): void {
  insertLog(org, 'LoginHistory', {
    UserId: userId,
    LoginTime: org.now().toISOString(),
    LoginType: 'Remote Access 2.0',
    LoginSubType: flow,
    Status: refused ? `Failed: ${refused.message}` : 'Success',
    SourceIp: sourceIp,
    LoginUrl: org.url.replace(/^https?:\/\//, ''),
    Application: app.name,
    Browser: userAgent.slice(0, 64) || 'Unknown',
    Platform: 'Unknown',
    ApiType: 'N/A',
    ApiVersion: 'N/A',
    ClientVersion: 'N/A',
    TlsProtocol: 'Unknown',
    CipherSuite: 'Unknown',
    OptionsIsGet: 0,
    OptionsIsPost: 1,
  });
}

/** One OauthToken record an app and user; it holds no token. */
function noteToken(org: Org, app: App, userId: string): void {
  const moment = org.now().toISOString();
  const known = org.store.all('SELECT "Id", "UseCount" FROM "OauthToken" WHERE "AppName" = ? AND "UserId" = ?', [
    app.name,
    userId,
  ])[0];
  const object = org.schema.object('OauthToken');
  if (known && object) {
    org.store.update(object, String(known['Id']), {
      LastUsedDate: moment,
      UseCount: Number(known['UseCount'] ?? 0) + 1,
    });
    return;
  }
  const item = org.store.all('SELECT "Id" FROM "AppMenuItem" WHERE "ApplicationId" = ?', [app.recordId])[0];
  insertLog(org, 'OauthToken', {
    AppName: app.name,
    UserId: userId,
    AppMenuItemId: item?.['Id'] ?? null,
    LastUsedDate: moment,
    UseCount: 1,
    CreatedDate: moment,
  });
}

export function insertLog(org: Org, objectName: string, row: StoredRow): void {
  const object = org.schema.object(objectName);
  if (object) org.store.insert(object, { Id: org.store.newId(object), ...row });
}

function numberOf(address: string): bigint | undefined {
  const plain = address.replace(/^::ffff:/, '');
  if (isIP(plain) !== 4) return undefined;
  return plain.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** IPv4 ranges; an IPv6 address is in a range only when it is its first or last. */
function isInRange(address: string, [first, last]: readonly [string, string]): boolean {
  const [at, low, high] = [numberOf(address), numberOf(first), numberOf(last)];
  if (at === undefined || low === undefined || high === undefined) return address === first || address === last;
  return at >= low && at <= high;
}
