import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { LocalOrg } from '../../src/local-org/local-org.ts';
import { type App, appByRecord, hashSecret, registerApp } from '../../src/local-org/login/apps.ts';

/** An application outside Salesforce that logs in and works, and keeps count of what failed. */
export interface ScriptedClient {
  /** Logs in and makes its call; `true` when both went well. */
  work(): Promise<boolean>;
  /** From now on it logs in another way. */
  logIn: () => Promise<string>;
  readonly failures: string[];
}

export function scriptedClient(
  org: LocalOrg,
  logIn: () => Promise<string>,
  call: (token: string) => Promise<Response>,
): ScriptedClient {
  const client: ScriptedClient = {
    logIn,
    failures: [],
    work: async () => {
      try {
        const response = await call(await client.logIn());
        if (response.status < 400) return true;
        client.failures.push(`${response.status} ${await response.text()}`);
      } catch (error) {
        client.failures.push(error instanceof Error ? error.message : String(error));
      }
      return false;
    },
  };
  void org;
  return client;
}

export async function tokenFor(org: LocalOrg, form: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  const answer = (await response.json()) as { readonly access_token?: string; readonly error_description?: string };
  if (answer.access_token === undefined) throw new Error(answer.error_description);
  return answer.access_token;
}

export const clientCredentials = (org: LocalOrg, key: string, secret: string) => () =>
  tokenFor(org, { grant_type: 'client_credentials', client_id: key, client_secret: secret });

export const jwtBearer = (org: LocalOrg, iss: string, sub: string, privateKey: string) => async () => {
  const assertion = await new SignJWT({ iss, sub, aud: org.url, exp: Math.floor(Date.now() / 1000) + 60 })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(createPrivateKey(privateKey));
  return tokenFor(org, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
};

export const soapLogin = (org: LocalOrg, username: string, password: string) => async () => {
  const body = `<?xml version="1.0"?><se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Body><login xmlns="urn:partner.soap.sforce.com"><username>${username}</username><password>${password}</password></login></se:Body></se:Envelope>`;
  const response = await fetch(`${org.url}/services/Soap/u/58.0`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/xml', soapaction: 'login' },
  });
  const text = await response.text();
  const token = /<sessionId>([^<]+)</.exec(text)?.[1];
  if (token === undefined) throw new Error(/<faultstring>([^<]*)</.exec(text)?.[1] ?? text);
  return token;
};

export function request(org: LocalOrg, method: string, path: string, body?: object) {
  return (token: string) =>
    fetch(`${org.url}/services/data/v60.0/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
}

/** An app of old, as some consultant left it. */
export function oldApp(org: LocalOrg, app: Partial<App> & Pick<App, 'name' | 'consumerKey'>): void {
  registerApp(org.org, {
    recordId: `old-${app.name}`,
    kind: 'connected-app',
    secretHash: undefined,
    certificate: undefined,
    callbacks: [],
    scopes: ['api'],
    clientCredentials: false,
    adminApproved: false,
    enforceIp: false,
    ipRanges: [],
    runAsUserId: undefined,
    ...app,
  });
}

/** What somebody reads in Setup and hands over: the key of a new app, with a secret made for it. */
export function handedOver(org: LocalOrg, name: string, more: Partial<App> = {}) {
  const [row] = org.org.store.all(`SELECT "Id" FROM "ExternalClientApplication" WHERE "DeveloperName" = '${name}'`);
  const app = appByRecord(org.org, String(row?.['Id']));
  if (!app) throw new Error(`no app ${name}`);
  const secret = `secret of ${name}`;
  registerApp(org.org, { ...app, secretHash: hashSecret(secret), enforceIp: false, ...more });
  return { key: app.consumerKey, secret };
}
