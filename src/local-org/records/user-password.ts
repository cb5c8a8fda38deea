import { checkPolicy, keepPassword, newPassword } from '../login/passwords.ts';
import { OrgError } from '../org-error.ts';
import type { Actor } from './actor.ts';
import { reachedRecord } from './reached-record.ts';
import { auditTrail } from './setup/audit-trail.ts';

/** Who may give a user a password, apart from that user (best guess). */
const RIGHTS = ['ManageUsers', 'ManageInternalUsers', 'ResetPasswords'];

/** The user whose password is to change, when the caller may change it. */
function changeableUser(actor: Actor, id: string): string {
  const { org, access } = actor;
  const object = org.schema.object('User');
  if (!object) throw new Error('The schema has no User');
  const userId = String(reachedRecord(actor, object, id)['Id']);
  if (userId === access.userId || RIGHTS.some((right) => access.has(right))) return userId;
  throw new OrgError(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id');
}

/** Gives a user a password of somebody's choice. */
export function givePassword(actor: Actor, id: string, password: string): void {
  const userId = changeableUser(actor, id);
  checkPolicy(actor.org, userId, password);
  keepPassword(actor.org, userId, password);
  noteChange(actor, userId, 'changedpassword', 'Changed password for user');
}

/** Gives a user a new password, which the caller alone learns; the user's sessions end (best guess). */
export function resetPassword(actor: Actor, id: string): string {
  const userId = changeableUser(actor, id);
  const password = newPassword();
  keepPassword(actor.org, userId, password);
  if (userId !== actor.access.userId) actor.org.sessions.end({ userId });
  noteChange(actor, userId, 'resetpassword', 'Reset password for user');
  return password;
}

function noteChange(actor: Actor, userId: string, action: string, text: string): void {
  const user = actor.org.store.all('SELECT "Username" FROM "User" WHERE "Id" = ?', [userId])[0];
  auditTrail(actor, action, 'Manage Users', `${text} ${user?.['Username'] ?? ''}`);
}
