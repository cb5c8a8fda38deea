import { randomBytes } from 'node:crypto';
import type { Org } from '../org.ts';
import { appByRecord } from './apps.ts';
import { revokeGrantsOf } from './grants.ts';

/** What `OauthToken.DeleteToken` holds: good for revoking, and for nothing else. */
export function newDeleteToken(): string {
  return `6Aep${randomBytes(32).toString('base64url')}`;
}

/**
 * Revokes what a delete token stands for: an application's access for one user, with its sessions. That the row goes with it
 * is a best guess; that the endpoint takes a delete token is documented (facts 6.2).
 *
 * @returns whether it was one
 */
export function revokeByDeleteToken(org: Org, token: string): boolean {
  const columns = '"Id", "UserId", "AppName", "AppMenuItemId"';
  const row = org.store.all(`SELECT ${columns} FROM "OauthToken" WHERE "DeleteToken" = ?`, [token])[0];
  const object = org.schema.object('OauthToken');
  if (!row || !object || token === '') return false;
  const userId = String(row['UserId']);
  const isIts = ({
    userId: of,
    app,
  }: {
    readonly userId: string;
    readonly app: { readonly name: string } | undefined;
  }) => of === userId && app?.name === row['AppName'];
  for (const session of org.sessions.list().filter(isIts)) org.sessions.end({ token: session.token });
  const [item] = org.store.all('SELECT "ApplicationId" FROM "AppMenuItem" WHERE "Id" = ?', [
    row['AppMenuItemId'] ?? null,
  ]);
  const app = item && appByRecord(org, String(item['ApplicationId']));
  if (app) revokeGrantsOf(org, userId, app.consumerKey);
  org.store.remove(object, String(row['Id']));
  return true;
}
