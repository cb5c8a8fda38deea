import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { type ApiUser, apiUser, grant, type TestOrg, testOrg } from '../local-org/client.ts';

/** Clients that share nothing with Node: another HTTP stack, another JSON, another way to escape an address. */
let org: TestOrg;
let user: ApiUser;
before(async () => {
  org = await testOrg();
  user = await apiUser(org, 'Python');
  await grant(org, user.setId, 'Account', 'read create edit delete viewAllRecords', { Industry: 'edit' });
});
after(() => org.close());

function missing(program: string): string | false {
  const { status } = spawnSync(program, ['--version'], { timeout: 10_000 });
  return status === 0 ? false : `${program} is not on this machine`;
}

function run(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { PATH: process.env['PATH'] }, timeout: 30_000 });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${program} ${code}: ${errors}`))));
    child.stdin.end(input);
  });
}

/** What simple-salesforce does: a session of urllib, JSON in and out, SOQL in the address. */
const PYTHON = `
import json, sys, urllib.error, urllib.parse, urllib.request
base, token = json.load(sys.stdin).values()
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {'Authorization': 'Bearer ' + token, 'Content-Type': 'application/json', 'X-PrettyPrint': '1'}
    request = urllib.request.Request(base + '/services/data/v59.0/' + path, data, headers, method=method)
    try:
        with opener.open(request) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)

def query(soql):
    return call('GET', 'query/?' + urllib.parse.urlencode({'q': soql}))

created = call('POST', 'sobjects/Account/', {'Name': 'Grüße, "Ωmega" & Söhne', 'Industry': 'Energy'})
record = 'sobjects/Account/' + created[1]['id']
print(json.dumps({
    'created': created[0],
    'found': query("SELECT Name FROM Account WHERE Name LIKE 'Grüße%' AND Industry = 'Energy'")[1],
    'updated': call('PATCH', record, {'Industry': None}),
    'closed': query('SELECT Phone FROM Account'),
    'deleted': call('DELETE', record)[0],
    'gone': call('GET', record),
}))
`;

test('Python, by urllib', { skip: missing('python3') }, async () => {
  const input = JSON.stringify({ base: org.url, token: user.client.token });
  const told = JSON.parse(await run('python3', ['-c', PYTHON], input));
  assert.equal(told.created, 201);
  assert.deepEqual(
    told.found.records.map(({ Name }: { Name: string }) => Name),
    ['Grüße, "Ωmega" & Söhne'],
  );
  assert.deepEqual(told.updated, [204, null]);
  assert.deepEqual([told.closed[0], told.closed[1][0].errorCode], [400, 'INVALID_FIELD']);
  assert.deepEqual([told.deleted, told.gone[0], told.gone[1][0].errorCode], [204, 404, 'ENTITY_IS_DELETED']);
});

test('curl, with a form, a file and a chunked body', { skip: missing('curl') }, async () => {
  const curl = (...args: readonly string[]) => run('curl', ['--silent', '--noproxy', '*', ...args]);
  const as = ['--header', `Authorization: Bearer ${user.client.token}`];
  const found = await curl(
    ...as,
    '--get',
    '--data-urlencode',
    'q=SELECT COUNT() FROM Account',
    `${org.url}/services/data/v60.0/query`,
  );
  assert.equal(JSON.parse(found).totalSize, 0);
  const created = await curl(
    ...as,
    '--header',
    'Content-Type: application/json',
    '--header',
    'Transfer-Encoding: chunked',
    '--data',
    '{"Name": "Curled"}',
    `${org.url}/services/data/v60.0/sobjects/Account`,
  );
  assert.equal(JSON.parse(created).success, true);
  const refused = await curl('--data', 'grant_type=client_credentials&client_id=x', `${org.url}/services/oauth2/token`);
  assert.equal(JSON.parse(refused).error, 'invalid_client_id');
  const revoked = await curl('--data-urlencode', `token=${user.client.token}`, `${org.url}/services/oauth2/revoke`);
  assert.equal(revoked, '');
  const out = await curl(
    ...as,
    '--output',
    '/dev/null',
    '--write-out',
    '%{http_code}',
    `${org.url}/services/data/v60.0`,
  );
  assert.equal(out, '401');
});
