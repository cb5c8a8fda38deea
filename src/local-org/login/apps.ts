import { createHash, timingSafeEqual } from 'node:crypto';
import type { Org } from '../org.ts';
import type { Store } from '../store/store.ts';

/** An application that logs in by OAuth: a connected app or an external client app, with what its policies say. */
export interface App {
  /** Id of its ConnectedApplication or ExternalClientApplication record; empty for the CLI, which is built in. */
  readonly recordId: string;
  readonly kind: 'connected-app' | 'external-client-app';
  readonly name: string;
  readonly consumerKey: string;
  /** SHA-256 of the secret in hexadecimal; `undefined` for public clients. The secret itself is never kept. */
  readonly secretHash: string | undefined;
  /** PEM of the certificate that signs JWT assertions. */
  readonly certificate: string | undefined;
  readonly callbacks: readonly string[];
  /** As OAuth tokens spell them: `api`, `refresh_token`. */
  readonly scopes: readonly string[];
  readonly clientCredentials: boolean;
  /** Only who holds one of its permission sets or profiles may use it. */
  readonly adminApproved: boolean;
  readonly enforceIp: boolean;
  /** `[first, last]` addresses. */
  readonly ipRanges: readonly (readonly [string, string])[];
  readonly runAsUserId: string | undefined;
}

/** The Salesforce CLI's own app, known in every org. Source: requests of the CLI. */
export const PLATFORM_CLI: App = {
  recordId: '',
  kind: 'connected-app',
  name: 'Salesforce CLI',
  consumerKey: 'PlatformCLI',
  secretHash: undefined,
  certificate: undefined,
  callbacks: ['http://localhost:1717/OauthRedirect'],
  scopes: ['refresh_token', 'api', 'web'],
  clientCredentials: false,
  adminApproved: false,
  enforceIp: false,
  ipRanges: [],
  runAsUserId: undefined,
};

const TABLE = 'CREATE TABLE IF NOT EXISTS "#app" (key TEXT PRIMARY KEY, record TEXT NOT NULL, app TEXT NOT NULL)';

function open({ store }: { readonly store: Store }): void {
  store.database.exec(TABLE);
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret is the app's; in constant time. */
export function isSecret({ secretHash }: App, secret: string): boolean {
  if (secretHash === undefined) return false;
  const [known, given] = [Buffer.from(secretHash, 'hex'), Buffer.from(hashSecret(secret), 'hex')];
  return known.length === given.length && timingSafeEqual(known, given);
}

/** Makes an app known, or changes it: an app has one entry, found by its record or its key. */
export function registerApp(org: Org, app: App): void {
  open(org);
  org.store.all('DELETE FROM "#app" WHERE record = ? OR key = ?', [app.recordId, app.consumerKey]);
  org.store.all('INSERT INTO "#app" (key, record, app) VALUES (?, ?, ?)', [
    app.consumerKey,
    app.recordId,
    JSON.stringify(app),
  ]);
}

export function appByKey(org: Org, key: string): App | undefined {
  if (key === PLATFORM_CLI.consumerKey) return PLATFORM_CLI;
  open(org);
  const row = org.store.all('SELECT app FROM "#app" WHERE key = ?', [key])[0];
  return row && (JSON.parse(String(row['app'])) as App);
}

export function appByRecord(org: Org, recordId: string): App | undefined {
  open(org);
  const row = org.store.all('SELECT app FROM "#app" WHERE record = ?', [recordId])[0];
  return row && (JSON.parse(String(row['app'])) as App);
}
