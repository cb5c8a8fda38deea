import type { SnippetSource } from '../model/login-test.ts';
import { javaSnippet } from './login-snippet-java.ts';

export const SNIPPETS = ['curl', 'jsforce', 'python', 'java', 'postman'] as const;
export type SnippetLanguage = (typeof SNIPPETS)[number];

const WRITERS: Readonly<Record<SnippetLanguage, (source: SnippetSource) => string>> = {
  curl: curlSnippet,
  jsforce: jsforceSnippet,
  python: pythonSnippet,
  java: javaSnippet,
  postman: postmanEnvironment,
};

/** Code that logs in and asks once, ready to be run. */
export function loginSnippet(language: SnippetLanguage, source: SnippetSource): string {
  return WRITERS[language](source);
}

/** Something that every logged-in user may ask, when nothing is declared. */
function soqlOf({ sample }: SnippetSource): string {
  return sample?.soql ?? 'SELECT Id FROM Organization';
}

/** Names and addresses in a shell, whatever characters they have. */
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function curlSnippet(source: SnippetSource): string {
  const { flow, loginUrl, apiVersion, username } = source;
  const token = `${loginUrl}/services/oauth2/token`;
  const grant =
    flow === 'client-credentials'
      ? [
          `TOKEN=$(curl -sS ${shell(token)} \\`,
          '  -d grant_type=client_credentials \\',
          '  --data-urlencode "client_id=$SF_CLIENT_ID" --data-urlencode "client_secret=$SF_CLIENT_SECRET" |',
          `  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
        ]
      : [
          'b64() { openssl base64 -A | tr "+/" "-_" | tr -d "="; }',
          `CLAIMS=$(printf '{"iss":"%s","sub":"%s","aud":"%s","exp":%d}' "$SF_CLIENT_ID" ${shell(username)} ${shell(loginUrl)} $(($(date +%s) + 180)))`,
          `UNSIGNED=$(printf '{"alg":"RS256"}' | b64).$(printf '%s' "$CLAIMS" | b64)`,
          `SIGNATURE=$(printf "%s" "$UNSIGNED" | openssl dgst -sha256 -sign "$SF_KEY_FILE" \${SF_KEY_PASSPHRASE:+-passin env:SF_KEY_PASSPHRASE} | b64)`,
          `TOKEN=$(curl -sS ${shell(token)} \\`,
          '  -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer --data-urlencode "assertion=$UNSIGNED.$SIGNATURE" |',
          `  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
        ];
  return lines([
    ...grant,
    `curl -sS -G ${shell(`${loginUrl}/services/data/v${apiVersion}/query`)} \\`,
    `  -H "Authorization: Bearer $TOKEN" --data-urlencode ${shell(`q=${soqlOf(source)}`)}`,
  ]);
}

function jsforceSnippet(source: SnippetSource): string {
  const { flow, loginUrl, apiVersion, username } = source;
  const isJwt = flow === 'jwt-bearer';
  const claims = `{ iss: process.env.SF_CLIENT_ID, sub: ${quoted(username)}, aud: ${quoted(loginUrl)}, exp: Math.floor(Date.now() / 1000) + 180 }`;
  return lines([
    ...(isJwt ? ["import { createSign } from 'node:crypto';", "import { readFileSync } from 'node:fs';"] : []),
    "import { Connection, OAuth2 } from 'jsforce';",
    '',
    ...(isJwt
      ? [
          "const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');",
          `const unsigned = \`\${part({ alg: 'RS256' })}.\${part(${claims})}\`;`,
          "const key = { key: readFileSync(process.env.SF_KEY_FILE, 'utf8'), passphrase: process.env.SF_KEY_PASSPHRASE };",
          "const assertion = [unsigned, createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url')].join('.');",
        ]
      : []),
    `const oauth2 = new OAuth2({ loginUrl: ${quoted(loginUrl)}, clientId: process.env.SF_CLIENT_ID${isJwt ? '' : ', clientSecret: process.env.SF_CLIENT_SECRET'} });`,
    `const connection = new Connection({ oauth2, version: ${quoted(apiVersion)} });`,
    isJwt
      ? "await connection.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });"
      : "await connection.authorize({ grant_type: 'client_credentials' });",
    `console.log(await connection.query(${quoted(soqlOf(source))}));`,
  ]);
}

function pythonSnippet(source: SnippetSource): string {
  const { flow, loginUrl, apiVersion, username } = source;
  const isJwt = flow === 'jwt-bearer';
  const form = isJwt
    ? [
        '    "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",',
        '    "assertion": jwt.encode(',
        `        {"iss": os.environ["SF_CLIENT_ID"], "sub": ${quoted(username)}, "aud": ${quoted(loginUrl)}, "exp": int(time.time()) + 180},`,
        '        load_pem_private_key(open(os.environ["SF_KEY_FILE"], "rb").read(), os.environ["SF_KEY_PASSPHRASE"].encode()),',
        '        algorithm="RS256",',
        '    ),',
      ]
    : [
        '    "grant_type": "client_credentials",',
        '    "client_id": os.environ["SF_CLIENT_ID"],',
        '    "client_secret": os.environ["SF_CLIENT_SECRET"],',
      ];
  return lines([
    `import os${isJwt ? ', time' : ''}`,
    ...(isJwt ? ['import jwt  # pip install pyjwt[crypto]'] : []),
    'import requests',
    ...(isJwt ? ['from cryptography.hazmat.primitives.serialization import load_pem_private_key'] : []),
    'from simple_salesforce import Salesforce',
    '',
    `answer = requests.post(${quoted(`${loginUrl}/services/oauth2/token`)}, timeout=30, data={`,
    ...form,
    '})',
    'answer.raise_for_status()',
    'token = answer.json()',
    `salesforce = Salesforce(instance_url=token["instance_url"], session_id=token["access_token"], version=${quoted(apiVersion)})`,
    `print(salesforce.query(${quoted(soqlOf(source))}))`,
  ]);
}

/** For Salesforce's own collection: what is secret is left empty and typed so, that Postman neither shows nor syncs it. */
function postmanEnvironment({ flow, loginUrl, apiVersion, username }: SnippetSource): string {
  const value = (key: string, text: string, type: 'default' | 'secret') => ({ key, value: text, type, enabled: true });
  const values = [
    value('url', loginUrl, 'default'),
    value('version', apiVersion.replace(/\.0$/, ''), 'default'),
    value('clientId', '', 'secret'),
    ...(flow === 'client-credentials'
      ? [value('clientSecret', '', 'secret')]
      : [value('username', username, 'default'), value('jwt', '', 'secret')]),
    value('_accessToken', '', 'secret'),
    value('_endpoint', loginUrl, 'default'),
  ];
  return `${JSON.stringify({ name: `Salesforce as ${username}`, values, _postman_variable_scope: 'environment' }, undefined, 2)}\n`;
}

const quoted = (text: string): string => JSON.stringify(text);
const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;
