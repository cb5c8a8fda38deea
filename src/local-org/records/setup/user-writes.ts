import { OrgError } from '../../org-error.ts';
import type { StoredRow, StoredValue } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { auditTrail } from './audit-trail.ts';
import { checkHeldSets } from './licence-rules.ts';
import { insertRow, integrityError, rowOf, rowsOf, setupObject } from './rows.ts';
import type { RecordRules } from './writes.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const USER_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    checkUsername(row['Username']);
    const active = row['IsActive'] === 1;
    if (active) takeSeat(actor, row['ProfileId'] ?? null);
    return { ...row, UserType: rowOf(actor, 'Profile', row['ProfileId'])?.['UserType'] ?? 'Standard' };
  },
  afterInsert: (actor, row) => {
    insertRow(actor, 'UserLogin', { UserId: row['Id'] ?? null, IsFrozen: 0, IsPasswordLocked: 0 });
    assignProfileSet(actor, row);
    auditTrail(actor, 'createduser', 'Manage Users', `Created new user ${row['Username']}`);
  },
  beforeUpdate: (actor, before, changes) => {
    if (changes['Username'] !== undefined) checkUsername(changes['Username']);
    const wasActive = before['IsActive'] === 1;
    const active = (changes['IsActive'] ?? before['IsActive']) === 1;
    const profile = changes['ProfileId'] ?? before['ProfileId'] ?? null;
    if (wasActive && (!active || profile !== before['ProfileId'])) keepAnAdministrator(actor, before);
    if (active && (!wasActive || licenceOf(actor, profile) !== licenceOf(actor, before['ProfileId'] ?? null)))
      takeSeat(actor, profile);
  },
  afterUpdate: (actor, before, after) => {
    const id = String(after['Id']);
    if (before['IsActive'] === 1 && after['IsActive'] !== 1) {
      freeSeat(actor, before['ProfileId'] ?? null);
      actor.org.sessions.end({ userId: id });
      auditTrail(actor, 'deactivateduser', 'Manage Users', `Deactivated user ${after['Username']}`);
    }
    if (before['ProfileId'] === after['ProfileId']) return;
    if (before['IsActive'] === 1) freeSeat(actor, before['ProfileId'] ?? null);
    for (const { Id } of rowsOf(actor, 'PermissionSetAssignment', { AssigneeId: id })) {
      const assignment = rowOf(actor, 'PermissionSetAssignment', Id);
      const set = rowOf(actor, 'PermissionSet', assignment?.['PermissionSetId']);
      if (set?.['IsOwnedByProfile'] === 1)
        actor.org.store.remove(setupObject(actor, 'PermissionSetAssignment'), String(Id));
    }
    assignProfileSet(actor, after);
    checkHeldSets(actor, id);
    auditTrail(actor, 'changedprofileforuser', 'Manage Users', `Changed profile for user ${after['Username']}`);
  },
};

/** The set behind a profile shows among the assignments of its users. Source: filters of public tools (facts 3.2). */
function assignProfileSet(actor: Actor, user: StoredRow): void {
  const set = rowsOf(actor, 'PermissionSet', { ProfileId: user['ProfileId'] ?? null, IsOwnedByProfile: 1 })[0];
  if (!set) return;
  insertRow(actor, 'PermissionSetAssignment', {
    AssigneeId: user['Id'] ?? null,
    PermissionSetId: set['Id'] ?? null,
    IsActive: 1,
    IsRevoked: 0,
  });
}

function checkUsername(username: StoredValue | undefined): void {
  if (typeof username === 'string' && EMAIL.test(username)) return;
  if (username === null || username === undefined) return;
  throw new OrgError(400, 'INVALID_EMAIL_ADDRESS', `Username: invalid email address: ${username}`, ['Username']);
}

function licenceOf(actor: Actor, profileId: StoredValue): StoredValue {
  const profile = rowOf(actor, 'Profile', profileId);
  if (!profile && profileId !== null) throw integrityError('Profile ID: id value of incorrect type', 'ProfileId');
  return profile?.['UserLicenseId'] ?? null;
}

function takeSeat(actor: Actor, profileId: StoredValue): void {
  const licence = rowOf(actor, 'UserLicense', licenceOf(actor, profileId));
  if (!licence) return;
  const used = Number(licence['UsedLicenses'] ?? 0);
  // Source: help 000221882; the spelling of the message may differ.
  if (used >= Number(licence['TotalLicenses'] ?? 0))
    throw new OrgError(400, 'LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
  actor.org.store.update(setupObject(actor, 'UserLicense'), String(licence['Id']), { UsedLicenses: used + 1 });
}

function freeSeat(actor: Actor, profileId: StoredValue): void {
  const licence = rowOf(actor, 'UserLicense', licenceOf(actor, profileId));
  if (!licence) return;
  const used = Math.max(0, Number(licence['UsedLicenses'] ?? 0) - 1);
  actor.org.store.update(setupObject(actor, 'UserLicense'), String(licence['Id']), { UsedLicenses: used });
}

/** Somebody must be left who can manage the org. */
function keepAnAdministrator(actor: Actor, user: StoredRow): void {
  const isAdministrator = (id: string) => {
    const access = actor.org.accessOf(id);
    return access.has('ManageUsers') && access.has('ModifyAllData');
  };
  if (!isAdministrator(String(user['Id']))) return;
  const others = rowsOf(actor, 'User', { IsActive: 1 }).filter((other) => other['Id'] !== user['Id']);
  if (others.some((other) => isAdministrator(String(other['Id'])))) return;
  throw new OrgError(
    400,
    'CANNOT_DISABLE_LAST_ADMIN',
    'You cannot disable the last administrator of the organization.',
  );
}

export const USER_LOGIN_WRITES: RecordRules = {
  beforeUpdate: ({ access }, before, changes) => {
    if (changes['IsFrozen'] !== 1 || before['UserId'] !== access.userId) return;
    throw new OrgError(400, 'CANNOT_FREEZE_SELF', 'You cannot freeze your own user account.', ['IsFrozen']);
  },
  afterUpdate: (actor, before, after) => {
    if (before['IsFrozen'] === after['IsFrozen']) return;
    const frozen = after['IsFrozen'] === 1;
    const user = rowOf(actor, 'User', after['UserId']);
    if (frozen) actor.org.sessions.end({ userId: String(after['UserId']) });
    const [action, verb] = frozen ? ['frozeuser', 'Froze'] : ['unfrozeuser', 'Unfroze'];
    auditTrail(actor, action, 'Manage Users', `${verb} user ${user?.['Username'] ?? ''}`);
  },
};

/** Deleting its record ends a session. */
export const SESSION_WRITES: RecordRules = {
  beforeDelete: ({ org }, row) => {
    const session = org.sessions.list().find(({ id }) => id === row['Id']);
    if (session) org.sessions.end({ token: session.token });
  },
};

export const SESSION_ACTIVATION_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    const session = rowOf(actor, 'AuthSession', row['AuthSessionId']);
    return { ...row, UserId: session?.['UsersId'] ?? null };
  },
};
