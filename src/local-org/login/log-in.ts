import type { Org } from '../org.ts';
import type { OrgError } from '../org-error.ts';
import type { Session } from '../sessions.ts';
import type { App } from './apps.ts';
import { newDeleteToken } from './delete-token.ts';
import { isInRange } from './ip-range.ts';
import { insertLog, noteLogin } from './login-history.ts';
import { isAllowedFrom, isAllowedNow, loginRestrictions } from './login-restrictions.ts';
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
  const { app, userId, flow, scopes, sourceIp, userAgent } = attempt;
  noteLogin(org, {
    userId,
    type: 'Remote Access 2.0',
    subType: flow,
    application: app.name,
    sourceIp,
    userAgent,
    failure: refused && `Failed: ${refused.message}`,
  });
  if (refused) throw refused;
  noteToken(org, app, userId);
  return org.sessions.open({
    userId,
    app: { id: app.recordId, name: app.name, kind: app.kind },
    scopes,
    sourceIp,
  });
}

function refusal(org: Org, { app, userId, flow, sourceIp }: LogInAttempt): OrgError | undefined {
  const user = org.store.all('SELECT "IsActive", "ProfileId" FROM "User" WHERE "Id" = ?', [userId])[0];
  if (!user) return oauthError('invalid_grant', 'authentication failure');
  if (user['IsActive'] !== 1) return oauthError('invalid_grant', 'inactive user');
  const frozen = org.store.all('SELECT "IsFrozen" FROM "UserLogin" WHERE "UserId" = ?', [userId])[0];
  if (frozen?.['IsFrozen'] === 1) return oauthError('invalid_grant', 'inactive user');
  if (app.enforceIp && app.ipRanges.length > 0 && !app.ipRanges.some((range) => isInRange(sourceIp, range))) {
    return oauthError('invalid_grant', 'ip restricted');
  }
  const restrictions = loginRestrictions(org, String(user['ProfileId']));
  // An app may relax where log-ins come from, not when (facts 6.5). The text of the second is a best guess.
  if (app.enforceIp && !isAllowedFrom(restrictions, sourceIp)) return oauthError('invalid_grant', 'ip restricted');
  if (!isAllowedNow(org, restrictions)) return oauthError('invalid_grant', 'login hours restricted');
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

/** One OauthToken record an app and user; it opens nothing. */
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
    DeleteToken: newDeleteToken(),
    AppMenuItemId: item?.['Id'] ?? null,
    LastUsedDate: moment,
    UseCount: 1,
    CreatedDate: moment,
  });
}
