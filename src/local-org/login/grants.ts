import { createHash, randomBytes } from 'node:crypto';
import type { Org } from '../org.ts';

/** What a code or a refresh token stands for. */
export interface Grant {
  readonly kind: 'code' | 'refresh';
  readonly userId: string;
  readonly appKey: string;
  readonly scopes: readonly string[];
  /** Where the code was sent, and the challenge that its exchange must answer. */
  readonly redirectUri?: string;
  readonly challenge?: string;
  /** Milliseconds since 1970; codes live ten minutes. */
  readonly expires: number;
}

const TABLE =
  'CREATE TABLE IF NOT EXISTS "#grant" (hash TEXT PRIMARY KEY, user TEXT NOT NULL, app TEXT NOT NULL, grant_json TEXT NOT NULL)';
const CODE_MINUTES = 10;
const REFRESH_DAYS = 365;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Issues a code or refresh token. Only its hash is kept. */
export function issueGrant(org: Org, grant: Omit<Grant, 'expires'>): string {
  const minutes = grant.kind === 'code' ? CODE_MINUTES : REFRESH_DAYS * 24 * 60;
  const token = `5Aep${randomBytes(45).toString('base64url')}`;
  const expires = org.now().getTime() + minutes * 60_000;
  org.store.database.exec(TABLE);
  const values = [hashOf(token), grant.userId, grant.appKey, JSON.stringify({ ...grant, expires })];
  org.store.all('INSERT INTO "#grant" (hash, user, app, grant_json) VALUES (?, ?, ?, ?)', values);
  return token;
}

export function findGrant(org: Org, kind: Grant['kind'], token: string): Grant | undefined {
  org.store.database.exec(TABLE);
  const row = org.store.all('SELECT grant_json FROM "#grant" WHERE hash = ?', [hashOf(token)])[0];
  const grant = row && (JSON.parse(String(row['grant_json'])) as Grant);
  return grant?.kind === kind && grant.expires > org.now().getTime() ? grant : undefined;
}

/** Takes back every code and refresh token that a user has for an app. */
export function revokeGrantsOf(org: Org, userId: string, appKey: string): void {
  org.store.database.exec(TABLE);
  org.store.all('DELETE FROM "#grant" WHERE user = ? AND app = ?', [userId, appKey]);
}

export function revokeGrant(org: Org, token: string): void {
  org.store.database.exec(TABLE);
  org.store.all('DELETE FROM "#grant" WHERE hash = ?', [hashOf(token)]);
}
