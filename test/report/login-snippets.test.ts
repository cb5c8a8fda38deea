import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { makeKeyPair } from '../../src/credentials/key-pair.ts';
import type { SnippetSource } from '../../src/model/login-test.ts';
import { loginSnippet, SNIPPETS } from '../../src/report/login-snippets.ts';
import { apiUser, type TestOrg, testOrg } from '../local-org/client.ts';
import { deployTo, metadataFile } from '../local-org/deployment.ts';

const KEY = '3MVGsnippets';
const SECRET = "s'cret & $more";
const PASSPHRASE = 'four random words here';
const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'leastwise-snippets-'));
const keyFile = join(folder, 'snippets.key');
let org: TestOrg;
let username: string;

before(async () => {
  org = await testOrg();
  const { userId } = await apiUser(org, 'Snippets');
  username = (await org.admin.query(`SELECT Username FROM User WHERE Id = '${userId}'`)).body.records[0].Username;
  const pair = await makeKeyPair({ name: 'snippets', days: 30, bits: 2048, passphrase: PASSPHRASE, now: new Date() });
  writeFileSync(keyFile, pair.privateKey, { mode: 0o600 });
  const part = '<externalClientApplication>S</externalClientApplication><label>S</label>';
  deployTo(org, {
    'externalClientApps/S.eca': metadataFile('ExternalClientApplication', '<label>S</label>'),
    'extlClntAppGlobalOauthSets/S_glbloauth.ecaGlblOauth': metadataFile(
      'ExtlClntAppGlobalOauthSettings',
      `${part}<callbackUrl>https://x.example</callbackUrl><certificate>${pair.certificate}</certificate><consumerKey>${KEY}</consumerKey><consumerSecret>${SECRET.replaceAll('&', '&amp;')}</consumerSecret>`,
    ),
    'extlClntAppOauthSettings/S_oauth.ecaOauth': metadataFile(
      'ExtlClntAppOauthSettings',
      `${part}<commaSeparatedOauthScopes>Api, RefreshToken</commaSeparatedOauthScopes>`,
    ),
    'extlClntAppOauthPolicies/S_oauthPlcy.ecaOauthPlcy': metadataFile(
      'ExtlClntAppOauthConfigurablePolicies',
      `${part}<permittedUsersPolicyType>AllSelfAuthorized</permittedUsersPolicyType><isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled><clientCredentialsFlowUser>${username}</clientCredentialsFlowUser>`,
    ),
  });
});
after(async () => {
  await org.close();
  rmSync(folder, { recursive: true, force: true });
});

const source = (flow: SnippetSource['flow']): SnippetSource => ({
  flow,
  loginUrl: org.url,
  apiVersion: '68.0',
  username,
  sample: { object: 'Organization', fields: ['Id'], soql: 'SELECT Id FROM Organization' },
});

const env = {
  PATH: process.env['PATH'],
  SF_CLIENT_ID: KEY,
  SF_CLIENT_SECRET: SECRET,
  SF_KEY_FILE: keyFile,
  SF_KEY_PASSPHRASE: PASSPHRASE,
  NODE_NO_WARNINGS: '1',
};
const output = async (file: string, args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(file, [...args], { cwd: ROOT, env, timeout: 60_000 })).stdout;
const missing = (tool: string, argument: string) => spawnSync(tool, [argument]).status !== 0 && `no ${tool}`;

for (const flow of ['client-credentials', 'jwt-bearer'] as const)
  describe(`code that logs in by ${flow}`, () => {
    const skip = missing('curl', '--version') || (flow === 'jwt-bearer' && missing('openssl', 'version'));
    test('curl asks the org', { skip }, async () => {
      const answer = JSON.parse(await output('/bin/sh', ['-c', loginSnippet('curl', source(flow))]));
      assert.equal(answer.totalSize, 1);
    });

    test('jsforce asks the org', async () => {
      const code = loginSnippet('jsforce', source(flow)).replace("from 'jsforce'", "from '@jsforce/jsforce-node'");
      assert.match(await output(process.execPath, ['--input-type=module', '-e', code]), /totalSize: 1/);
    });

    test('Python compiles', { skip: missing('python3', '--version') }, async () => {
      const file = join(folder, `${flow}.py`);
      writeFileSync(file, loginSnippet('python', source(flow)));
      await output('python3', ['-c', 'import ast, sys; ast.parse(open(sys.argv[1]).read())', file]);
    });

    test('none holds a secret; the Postman environment leaves them empty and typed so', () => {
      for (const language of SNIPPETS) {
        const code = loginSnippet(language, source(flow));
        assert.ok(!code.includes(KEY) && !code.includes(SECRET) && !code.includes(PASSPHRASE), language);
      }
      const { values } = JSON.parse(loginSnippet('postman', source(flow))) as {
        readonly values: readonly { readonly key: string; readonly value: string; readonly type: string }[];
      };
      for (const { value, type } of values) assert.equal(value === '', type === 'secret');
    });
  });
