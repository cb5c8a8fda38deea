import { createHash, randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import type { StoredRow } from '../store/store.ts';

/** Passwords of users. Only hashes are kept. */
const TABLE = `CREATE TABLE IF NOT EXISTS "#password" (user TEXT PRIMARY KEY, salt TEXT NOT NULL, hash TEXT NOT NULL,
  token_hash TEXT, token_length INTEGER, failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER NOT NULL DEFAULT 0)`;
const HASH_BYTES = 32;
/** What new orgs come with: `ProfilePasswordPolicy` (facts 6.5). */
const MAX_ATTEMPTS = 10;
const LOCKED_MINUTES = 15;
const MIN_LENGTH = 8;

export type PasswordCheck = 'right' | 'wrong' | 'token-missing' | 'locked';

function entryOf({ store }: Org, userId: string): StoredRow | undefined {
  store.database.exec(TABLE);
  return store.all('SELECT * FROM "#password" WHERE user = ?', [userId])[0];
}

const hashOf = (password: string, salt: string): Buffer => scryptSync(password, salt, HASH_BYTES);
const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Gives a user a password, and a security token when there is to be one: log-ins from outside the ranges of the profile must
 * then carry it behind the password.
 */
export function keepPassword(org: Org, userId: string, password: string, securityToken?: string): void {
  const known = entryOf(org, userId);
  const salt = randomBytes(16).toString('hex');
  const token =
    securityToken === undefined
      ? [known?.['token_hash'] ?? null, known?.['token_length'] ?? null]
      : [tokenHash(securityToken), securityToken.length];
  org.store.all(
    'INSERT OR REPLACE INTO "#password" (user, salt, hash, token_hash, token_length) VALUES (?, ?, ?, ?, ?)',
    [userId, salt, hashOf(password, salt).toString('hex'), ...token],
  );
  const moment = org.now().toISOString();
  org.store.all('UPDATE "User" SET "LastPasswordChangeDate" = ?, "NumberOfFailedLogins" = 0 WHERE "Id" = ?', [
    moment,
    userId,
  ]);
  org.store.all('UPDATE "UserLogin" SET "IsPasswordLocked" = 0 WHERE "UserId" = ?', [userId]);
}

/** Texts of the first two as clients show them; the policy is that of a new org. */
export function checkPolicy(org: Org, userId: string, password: string): void {
  const refuse = (message: string) => new OrgError(400, 'INVALID_NEW_PASSWORD', message);
  if (password.length < MIN_LENGTH) throw refuse(`Your password must be at least ${MIN_LENGTH} characters long.`);
  if (!/[a-z]/i.test(password) || !/\d/.test(password)) throw refuse('Your password must include letters and numbers');
  const username = String(
    org.store.all('SELECT "Username" FROM "User" WHERE "Id" = ?', [userId])[0]?.['Username'] ?? '',
  );
  if (password.toLowerCase().includes(username.toLowerCase()))
    throw refuse('Your password cannot contain your username.');
  const known = entryOf(org, userId);
  if (known && isHash(known, password)) throw refuse('invalid repeated password');
}

/** A password as `resetPassword` makes it. */
export function newPassword(): string {
  return `${randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x')}${randomInt(10)}a`;
}

function isHash(entry: StoredRow, password: string): boolean {
  const known = Buffer.from(String(entry['hash']), 'hex');
  return timingSafeEqual(known, hashOf(password, String(entry['salt'])));
}

/**
 * Checks what somebody gave as a password; too many wrong ones lock it for a while.
 *
 * @param trusted the address is in a range of the profile: no security token is asked for
 */
export function checkPassword(org: Org, userId: string, given: string, trusted: boolean): PasswordCheck {
  const entry = entryOf(org, userId);
  if (!entry) return 'wrong';
  if (isLocked(org, userId, entry)) return 'locked';
  const check = compared(entry, given, trusted);
  if (check === 'wrong') countFailure(org, userId);
  else forgetFailures(org, userId);
  return check;
}

function compared(entry: StoredRow, given: string, trusted: boolean): PasswordCheck {
  const length = Number(entry['token_length'] ?? 0);
  const hasToken = length > 0 && tokenHash(given.slice(-length)) === entry['token_hash'];
  if (hasToken) return isHash(entry, given.slice(0, -length)) ? 'right' : 'wrong';
  if (!isHash(entry, given)) return 'wrong';
  return length === 0 || trusted ? 'right' : 'token-missing';
}

/** Locked until its time is over, or until an administrator unlocks the user. */
function isLocked(org: Org, userId: string, entry: StoredRow): boolean {
  const login = org.store.all('SELECT "IsPasswordLocked" FROM "UserLogin" WHERE "UserId" = ?', [userId])[0];
  if (login?.['IsPasswordLocked'] !== 1) {
    if (Number(entry['failures']) >= MAX_ATTEMPTS) forgetFailures(org, userId);
    return false;
  }
  if (Number(entry['locked_until']) > org.now().getTime()) return true;
  forgetFailures(org, userId);
  return false;
}

function countFailure(org: Org, userId: string): void {
  const until = org.now().getTime() + LOCKED_MINUTES * 60_000;
  const sql = 'UPDATE "#password" SET failures = failures + 1, locked_until = ? WHERE user = ? RETURNING failures';
  const failures = Number(org.store.all(sql, [until, userId])[0]?.['failures'] ?? 0);
  org.store.all('UPDATE "User" SET "NumberOfFailedLogins" = ? WHERE "Id" = ?', [failures, userId]);
  if (failures >= MAX_ATTEMPTS)
    org.store.all('UPDATE "UserLogin" SET "IsPasswordLocked" = 1 WHERE "UserId" = ?', [userId]);
}

function forgetFailures(org: Org, userId: string): void {
  org.store.all('UPDATE "#password" SET failures = 0 WHERE user = ?', [userId]);
  org.store.all('UPDATE "User" SET "NumberOfFailedLogins" = 0 WHERE "Id" = ?', [userId]);
  org.store.all('UPDATE "UserLogin" SET "IsPasswordLocked" = 0 WHERE "UserId" = ?', [userId]);
}
