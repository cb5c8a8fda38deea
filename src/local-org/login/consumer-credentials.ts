import { randomBytes } from 'node:crypto';
import type { Org } from '../org.ts';
import { recordId } from '../store/ids.ts';
import { type App, appByKey, appByRecord, hashSecret, registerApp } from './apps.ts';

/** The second pair of an external client app: staged and not yet in use, or replaced and not yet gone. */
export interface StagedCredentials {
  readonly id: string;
  readonly key: string;
  /** `undefined` for a secret that was deployed: only its hash was kept. */
  readonly secret: string | undefined;
  readonly secretHash: string | undefined;
  /** `Active`: staged; `Rotated`: what was replaced. Both log in (facts 6.3; that a staged pair does is a best guess). */
  readonly state: 'Active' | 'Rotated';
  /** User id. */
  readonly createdBy: string;
  readonly createdDate: string;
  readonly expirationDate: string;
}

const TABLES = [
  'CREATE TABLE IF NOT EXISTS "#consumer-secret" (record TEXT PRIMARY KEY, secret TEXT NOT NULL)',
  'CREATE TABLE IF NOT EXISTS "#staged-credentials" (record TEXT PRIMARY KEY, key TEXT NOT NULL, staged TEXT NOT NULL)',
];
/** Source: Connect REST API, App Oauth Staged Credentials. */
const DAYS = 30;

function open({ store }: Org): void {
  for (const table of TABLES) store.database.exec(table);
}

/** As Salesforce makes them: a key that begins with `3MVG9`, a secret of hexadecimal digits. */
function newPair(): { readonly key: string; readonly secret: string } {
  return {
    key: `3MVG9${randomBytes(60).toString('base64url').replaceAll('-', '.')}`,
    secret: randomBytes(32).toString('hex').toUpperCase(),
  };
}

/** A key and a secret that the org made itself; whoever may see secrets gets them back, as in any org. */
export function giveCredentials(org: Org, recordId: string): Pick<App, 'consumerKey' | 'secretHash'> {
  const { key, secret } = newPair();
  keepSecret(org, recordId, secret);
  return { consumerKey: key, secretHash: hashSecret(secret) };
}

function keepSecret(org: Org, record: string, secret: string | undefined): void {
  open(org);
  org.store.all('DELETE FROM "#consumer-secret" WHERE record = ?', [record]);
  if (secret !== undefined)
    org.store.all('INSERT INTO "#consumer-secret" (record, secret) VALUES (?, ?)', [record, secret]);
}

/** The secret that an app logs in with now, if the org made it and it was not replaced by a deployment since. */
export function primarySecret(org: Org, { recordId: record, secretHash }: App): string | undefined {
  open(org);
  const row = org.store.all('SELECT secret FROM "#consumer-secret" WHERE record = ?', [record])[0];
  const secret = row && String(row['secret']);
  return secret !== undefined && hashSecret(secret) === secretHash ? secret : undefined;
}

/** The second pair of an app, while it lasts. */
export function stagedOf(org: Org, record: string): StagedCredentials | undefined {
  open(org);
  const row = org.store.all('SELECT staged FROM "#staged-credentials" WHERE record = ?', [record])[0];
  const staged = row && (JSON.parse(String(row['staged'])) as StagedCredentials);
  return staged && Date.parse(staged.expirationDate) > org.now().getTime() ? staged : undefined;
}

export function stageCredentials(org: Org, record: string, userId: string): StagedCredentials {
  const { key, secret } = newPair();
  const id = recordId('0Xs', Number.parseInt(randomBytes(4).toString('hex'), 16));
  return keepStaged(org, record, { id, key, secret, secretHash: hashSecret(secret), state: 'Active' }, userId);
}

function keepStaged(
  org: Org,
  record: string,
  pair: Pick<StagedCredentials, 'id' | 'key' | 'secret' | 'secretHash' | 'state'>,
  userId: string,
): StagedCredentials {
  const now = org.now();
  const expires = new Date(now.getTime() + DAYS * 86_400_000);
  const staged: StagedCredentials = {
    ...pair,
    createdBy: userId,
    createdDate: now.toISOString(),
    expirationDate: expires.toISOString(),
  };
  dropStaged(org, record);
  org.store.all('INSERT INTO "#staged-credentials" (record, key, staged) VALUES (?, ?, ?)', [
    record,
    staged.key,
    JSON.stringify(staged),
  ]);
  return staged;
}

/** The two pairs change places: what was in use goes on for thirty days. */
export function rotateCredentials(org: Org, app: App, staged: StagedCredentials, userId: string): StagedCredentials {
  const old = {
    id: staged.id,
    key: app.consumerKey,
    secret: primarySecret(org, app),
    secretHash: app.secretHash,
    state: 'Rotated' as const,
  };
  registerApp(org, { ...app, consumerKey: staged.key, secretHash: staged.secretHash });
  keepSecret(org, app.recordId, staged.secret);
  return keepStaged(org, app.recordId, old, userId);
}

export function dropStaged(org: Org, record: string): void {
  open(org);
  org.store.all('DELETE FROM "#staged-credentials" WHERE record = ?', [record]);
}

/** The app of a client that logs in, by the key in use or by one beside it. */
export function appOfClient(org: Org, key: string): App | undefined {
  return appByKey(org, key) ?? appByStagedKey(org, key);
}

/** The app that a second pair belongs to, as it looks to who logs in with that pair. */
function appByStagedKey(org: Org, key: string): App | undefined {
  open(org);
  const row = org.store.all('SELECT record FROM "#staged-credentials" WHERE key = ?', [key])[0];
  const record = row && String(row['record']);
  const staged = record === undefined ? undefined : stagedOf(org, record);
  const app = record === undefined ? undefined : appByRecord(org, record);
  return staged && app && { ...app, consumerKey: staged.key, secretHash: staged.secretHash };
}
