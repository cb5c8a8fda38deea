import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import { deployFiles } from '../../src/local-org/metadata/deploy.ts';
import { kindOf } from '../../src/local-org/metadata/kinds.ts';
import { EVERYTHING } from '../../src/local-org/metadata/retrieve.ts';
import { childOf, textOf } from '../../src/local-org/metadata/xml-node.ts';
import { type ApiUser, apiUser, clientOf, grant, refusalOf, type TestOrg, testOrg } from './client.ts';
import { faultOf, type SoapOptions, soap } from './soap.ts';

const USERNAME = 'legacy@integrations.example';
const PASSWORD = 'not-a-real-secret-1';
const INVALID = '500 INVALID_LOGIN: Invalid username, password, security token; or user locked out.';

let org: TestOrg;
let user: ApiUser;
let now = new Date('2026-11-25T12:00:00Z');
before(async () => {
  org = await testOrg({ now: () => now });
  user = await apiUser(org, 'Legacy');
  await grant(org, user.setId, 'Account', 'read create edit delete', { Phone: 'edit' });
  org.setPassword(USERNAME, PASSWORD);
});
beforeEach(async () => {
  org.org.switches.soapLogin = true;
  await allowAnyAuth(true);
});
after(() => org.close());

const allowAnyAuth = (given: boolean) =>
  org.admin.send('PATCH', `sobjects/PermissionSet/${user.setId}`, { PermissionsUseAnyApiAuth: given });
const login = (password = PASSWORD, username = USERNAME, options: SoapOptions = {}) =>
  soap(org, 'login', `<username>${username}</username><password>${password}</password>`, options);

test('who may log in gets a session, and is told where to go with it', async () => {
  const { status, response, text } = await login();
  assert.equal(status, 200, text);
  const { result } = response;
  assert.match(result.sessionId, /^00D\w{12,15}![.\w]+$/);
  assert.equal(result.serverUrl, `${org.url}/services/Soap/u/60.0/${org.org.id.slice(0, 15)}`);
  assert.match(result.metadataServerUrl, /\/services\/Soap\/m\/60\.0\//);
  assert.deepEqual(
    [result.userId, result.passwordExpired, result.userInfo.organizationId, result.userInfo.userName],
    [user.userId, 'false', org.org.id, USERNAME],
  );
  assert.equal((await clientOf(org.url, result.sessionId).get('recent')).status, 200);
  assert.match(text, /^<\?xml[^>]*><soapenv:Envelope [^>]*><soapenv:Body><loginResponse><result>/);
  const enterprise = await login(PASSWORD, USERNAME, { api: 'c' });
  assert.match(enterprise.response.result.serverUrl, /\/services\/Soap\/c\/60\.0\//);
  const history = (
    await org.admin.query(
      `SELECT LoginType, ApiType, ApiVersion, Status FROM LoginHistory WHERE UserId = '${user.userId}' ORDER BY LoginTime`,
    )
  ).body.records;
  assert.deepEqual(
    [history[0].LoginType, history[0].ApiType, history[0].ApiVersion, history[0].Status],
    ['Other Apex API', 'SOAP Partner', '60.0', 'Success'],
  );
});

test('login() is off in new orgs, gone since version 65, and asks for Use Any API Auth', async () => {
  assert.equal(
    faultOf(await login(PASSWORD, USERNAME, { version: '65.0' })),
    '500 INVALID_OPERATION: The SOAP Login operation is not available in the API version specified (65.0). Refer to the documentation for supported versions.',
  );
  assert.equal((await login(PASSWORD, USERNAME, { version: '64.0' })).status, 200);
  for (const version of ['30.0', '99.0', 'x'])
    assert.equal(
      faultOf(await login(PASSWORD, USERNAME, { version })),
      '500 UNSUPPORTED_API_VERSION: Invalid Api version specified on URL',
    );
  await allowAnyAuth(false);
  assert.match(faultOf(await login()), /^500 INSUFFICIENT_ACCESS:/);
  assert.match(faultOf(await login('wrong')), /^500 INVALID_LOGIN:/);
  org.org.switches.soapLoginNeedsUseAnyApiAuth = false;
  assert.equal((await login()).status, 200);
  org.org.switches.soapLoginNeedsUseAnyApiAuth = true;
  org.org.switches.soapLogin = false;
  assert.equal(
    faultOf(await login()),
    '500 INVALID_OPERATION: SOAP API login() is disabled by default in this org. Contact the org administrator to enable SOAP API login().',
  );
});

test('wrong passwords, unknown, inactive and frozen users look the same', async () => {
  const wrong = await login('wrong');
  assert.equal(faultOf(wrong), INVALID);
  assert.equal(wrong.fault.faultcode, 'sf:INVALID_LOGIN');
  assert.equal(wrong.fault.detail.LoginFault.exceptionCode, 'INVALID_LOGIN');
  assert.equal(faultOf(await login(PASSWORD, 'nobody@example.com')), INVALID);
  assert.equal(faultOf(await login('', 'admin@local.example')), INVALID);
  const frozen = (await org.admin.query(`SELECT Id FROM UserLogin WHERE UserId = '${user.userId}'`)).body.records[0].Id;
  await org.admin.send('PATCH', `sobjects/UserLogin/${frozen}`, { IsFrozen: true });
  assert.equal(faultOf(await login()), INVALID);
  await org.admin.send('PATCH', `sobjects/UserLogin/${frozen}`, { IsFrozen: false });
  await org.admin.send('PATCH', `sobjects/User/${user.userId}`, { IsActive: false });
  assert.equal(faultOf(await login()), INVALID);
  await org.admin.send('PATCH', `sobjects/User/${user.userId}`, { IsActive: true });
  assert.equal((await login()).status, 200);
});

test('ten wrong passwords lock a user for a while, or until an administrator unlocks', async () => {
  for (let i = 0; i < 10; i++) await login('wrong');
  assert.equal(faultOf(await login()), INVALID);
  const row = async () =>
    (await org.admin.query(`SELECT Id, IsPasswordLocked FROM UserLogin WHERE UserId = '${user.userId}'`)).body
      .records[0];
  assert.equal((await row()).IsPasswordLocked, true);
  now = new Date(now.getTime() + 16 * 60_000);
  assert.equal((await login()).status, 200);
  assert.equal((await row()).IsPasswordLocked, false);
  for (let i = 0; i < 10; i++) await login('wrong');
  await org.admin.send('PATCH', `sobjects/UserLogin/${(await row()).Id}`, { IsPasswordLocked: false });
  assert.equal((await login()).status, 200);
});

const PROFILE = 'Minimum Access - API Only Integrations';

/** Deploys login restrictions to the profile of API users. */
function restrict(inside: string): void {
  const files = new Map([
    ['package.xml', Buffer.from('<Package/>')],
    [`profiles/${PROFILE}.profile`, Buffer.from(`<Profile>${inside}</Profile>`)],
  ]);
  const { messages } = deployFiles(org.org, files, {
    checkOnly: false,
    rollbackOnError: true,
    lenient: false,
    userId: org.org.adminId,
  });
  assert.deepEqual(
    messages.filter(({ problemType }) => problemType === 'Error'),
    [],
  );
}

const range = (first: string, last: string) =>
  `<loginIpRanges><startAddress>${first}</startAddress><endAddress>${last}</endAddress></loginIpRanges>`;

test('ranges and hours of the profile bind a log-in; a security token is asked for outside of ranges', async () => {
  restrict(range('10.0.0.0', '10.255.255.255'));
  assert.equal(faultOf(await login()), '500 LOGIN_DURING_RESTRICTED_DOMAIN: cannot log in from current domain');
  restrict(range('127.0.0.0', '127.0.0.255'));
  org.setPassword(USERNAME, PASSWORD, 'TOKENTOKENTOKEN');
  assert.equal((await login()).status, 200);
  assert.equal((await login(`${PASSWORD}TOKENTOKENTOKEN`)).status, 200);
  assert.equal(faultOf(await login('wrongTOKENTOKENTOKEN')), INVALID);
  // 25 November 2026 is a Wednesday.
  restrict('<loginHours><wednesdayStart>0</wednesdayStart><wednesdayEnd>60</wednesdayEnd></loginHours>');
  assert.match(faultOf(await login()), /^500 LOGIN_DURING_RESTRICTED_TIME:/);
  const kept = kindOf('Profile')?.read(org.org, PROFILE, EVERYTHING);
  assert.equal(textOf(childOf(kept, 'loginHours'), 'wednesdayEnd'), '60');
  assert.equal(textOf(childOf(kept, 'loginIpRanges'), 'endAddress'), '127.0.0.255');
  restrict('<loginHours/>');
  assert.equal((await login()).status, 200);
});

test('without a range, a user with a token must give it', async () => {
  const outside = await apiUser(org, 'Outside');
  const standard = (await org.admin.query("SELECT Id FROM Profile WHERE Name = 'Standard User'")).body.records[0].Id;
  await org.admin.send('PATCH', `sobjects/User/${outside.userId}`, { ProfileId: standard });
  org.setPassword('outside@integrations.example', PASSWORD, 'TOKENTOKENTOKEN');
  const refused = await login(PASSWORD, 'outside@integrations.example');
  assert.match(faultOf(refused), /^500 LOGIN_MUST_USE_SECURITY_TOKEN: Invalid username, password, security token;/);
  org.org.switches.soapLoginNeedsUseAnyApiAuth = false;
  assert.equal((await login(`${PASSWORD}TOKENTOKENTOKEN`, 'outside@integrations.example')).status, 200);
  org.org.switches.soapLoginNeedsUseAnyApiAuth = true;
});

test('passwords are set by their users and by who may, after the policy; none is kept', async () => {
  const token = (await login()).response.result.sessionId;
  const set = (userId: string, password: string, as = token) =>
    soap(org, 'setPassword', `<userId>${userId}</userId><password>${password}</password>`, { token: as });
  assert.match(
    faultOf(await set(user.userId, 'short1')),
    /^500 INVALID_NEW_PASSWORD: Your password must be at least 8/,
  );
  assert.match(faultOf(await set(user.userId, 'onlyletters')), /INVALID_NEW_PASSWORD.*letters and numbers/);
  assert.match(faultOf(await set(user.userId, PASSWORD)), /invalid repeated password/);
  assert.match(faultOf(await set(org.org.adminId, 'not-a-real-secret-2')), /^500 INSUFFICIENT_ACCESS/);
  assert.equal((await set(user.userId, 'not-a-real-secret-2')).status, 200);
  assert.equal(faultOf(await login()), INVALID);
  const reset = await soap(org, 'resetPassword', `<userId>${user.userId}</userId>`, { token: org.admin.token });
  const { password } = reset.response.result;
  assert.ok(password.length >= 8);
  assert.match(faultOf(await soap(org, 'getUserInfo', '', { token })), /^500 INVALID_SESSION_ID/);
  assert.equal((await login(password)).status, 200);
  const kept = JSON.stringify(org.org.store.all('SELECT * FROM "#password"'));
  for (const secret of [PASSWORD, password, 'not-a-real-secret-2', 'TOKENTOKENTOKEN'])
    assert.ok(!kept.includes(secret));
  const path = `sobjects/User/${user.userId}/password`;
  const weak = await org.admin.send('POST', path, { NewPassword: 'weak' });
  assert.match(refusalOf(weak), /^400 INVALID_NEW_PASSWORD/);
  assert.equal((await org.admin.send('POST', path, { NewPassword: 'not-a-real-secret-3' })).status, 204);
  assert.equal((await login('not-a-real-secret-3')).status, 200);
  assert.equal((await login((await org.admin.send('DELETE', path)).body.NewPassword)).status, 200);
  assert.deepEqual((await org.admin.get(path)).body, { isExpired: false });
  org.setPassword(USERNAME, PASSWORD);
});

test('jsforce logs in by SOAP, works, and logs out', async () => {
  const jsforce = new Connection({ loginUrl: org.url, version: '60.0' });
  const info = await jsforce.login(USERNAME, PASSWORD);
  assert.deepEqual([info.id, info.organizationId], [user.userId, org.org.id]);
  const created = await jsforce.sobject('Account').create({ Name: 'By SOAP session' });
  assert.equal(created.success, true);
  assert.equal((await jsforce.query("SELECT Id FROM Account WHERE Name = 'By SOAP session'")).totalSize, 1);
  const token = jsforce.accessToken ?? '';
  await jsforce.logout();
  assert.equal((await clientOf(org.url, token).get('recent')).status, 401);
  await assert.rejects(
    new Connection({ loginUrl: org.url, version: '60.0' }).login(USERNAME, 'wrong'),
    /INVALID_LOGIN/,
  );
  await assert.rejects(
    new Connection({ loginUrl: org.url, version: '66.0' }).login(USERNAME, PASSWORD),
    /not available in the API version/,
  );
});
