import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Seed } from '../../src/local-org/local-org.ts';
import { type TestOrg, testOrg } from './client.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'leastwise-seed-'));
after(() => rmSync(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: records of every shape
type Row = any;

async function rows(org: TestOrg, soql: string): Promise<readonly Row[]> {
  const { body } = await org.admin.query(soql);
  return body.records ?? assert.fail(JSON.stringify(body));
}

async function seeded(seed: Seed, check: (org: TestOrg) => Promise<void>, tree?: string): Promise<void> {
  const org = await testOrg({ seed, now: () => NOW, ...(tree === undefined ? {} : { tree }) });
  try {
    await check(org);
  } finally {
    await org.close();
  }
}

test('people: roles, profiles, sets, frozen ones, and assignments that end', async () => {
  const seed: Seed = {
    ageDays: 100,
    roles: [{ name: 'Management' }, { name: 'Sales', parent: 'Management' }],
    users: [
      { Username: 'boss@a.example', LastName: 'Boss', role: 'Management' },
      { Username: 'seller@a.example', LastName: 'Seller', FirstName: 'Sue', role: 'Sales', createdDaysAgo: 10 },
      { Username: 'gone@a.example', LastName: 'Gone', frozen: true },
    ],
    generate: { permissionSets: { count: 1, name: 'Extra' } },
  };
  const assignments = [{ user: 'seller@a.example', set: 'Extra', expiresInDays: 5 }];
  await seeded({ ...seed, assignments }, async (org) => {
    const [boss, gone, seller] = await rows(
      org,
      "SELECT Name, UserRole.Name, Profile.Name, CreatedDate, Email FROM User WHERE Username LIKE '%a.example' ORDER BY Username",
    );
    assert.equal(boss.UserRole.Name, 'Management');
    assert.equal(boss.Profile.Name, 'Standard User');
    assert.equal(boss.Email, 'boss@a.example');
    assert.equal(boss.CreatedDate.slice(0, 10), '2026-08-16');
    assert.equal(seller.Name, 'Sue Seller');
    assert.equal(seller.CreatedDate.slice(0, 10), '2026-11-14');
    assert.equal(gone.UserRole, null);
    const [frozen] = await rows(org, 'SELECT UserId FROM UserLogin WHERE IsFrozen = true');
    assert.ok(frozen);
    const [role] = await rows(org, "SELECT ParentRoleId FROM UserRole WHERE Name = 'Sales'");
    assert.ok(role.ParentRoleId);
    const [assigned] = await rows(
      org,
      "SELECT Assignee.Username, ExpirationDate FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Extra'",
    );
    assert.equal(assigned.Assignee.Username, 'seller@a.example');
    assert.equal(assigned.ExpirationDate, '2026-11-29T12:00:00.000+0000');
    assert.deepEqual(await rows(org, 'SELECT Id FROM SetupAuditTrail'), [], 'loading leaves no audit trail');
  });
});

test('what cannot be loaded is told once, with everybody who names it', async () => {
  const seed: Seed = {
    seats: { 'Salesforce Integration': 1, 'No Such Licence': 3 },
    roles: [{ name: 'Sales', parent: 'Nowhere' }],
    users: [
      { Username: 'a@a.example', LastName: 'A', profileName: 'Nobody' },
      { Username: 'b@a.example', LastName: 'B', profileName: 'Nobody' },
      { Username: 'c@a.example', LastName: 'C', permsets: ['Missing'] },
      { Username: 'd@a.example', LastName: 'D', profileName: 'Minimum Access - API Only Integrations' },
      { Username: 'e@a.example', LastName: 'E', profileName: 'Minimum Access - API Only Integrations' },
    ],
    assignments: [{ user: 'x@a.example', set: 'Missing' }],
    records: [
      { object: 'Nothing__c', count: 1, values: {} },
      { object: 'Account', count: 1, values: { Colour__c: 'red' } },
      { object: 'Contact', count: 1, owners: ['x@a.example'], values: { LastName: 'X' } },
    ],
    logins: [{ user: 'x@a.example', application: 'X', type: 'Application', daysAgo: 1 }],
  };
  await seeded(seed, async (org) => {
    const told = org.loaded.problems.map(({ problem, components }) => `${problem} <- ${components.join(', ')}`);
    assert.deepEqual(told, [
      'no License named No Such Licence found <- Seats',
      'no Role named Nowhere found <- Role Sales',
      'no Profile named Nobody found <- User a@a.example, User b@a.example',
      'no PermissionSet named Missing found <- User c@a.example',
      'License Limit Exceeded <- User e@a.example',
      'no User named x@a.example found <- Assignment of Missing to x@a.example, Records of Contact, Log-ins of X',
      'no CustomObject named Nothing__c found <- Records of Nothing__c',
      'no CustomField named Account.Colour__c found <- Records of Account',
    ]);
    assert.equal(org.loaded.users, 2);
  });
});

test('traces: log-ins, tokens, clicks in Setup, requests', async () => {
  const user = 'sync@a.example';
  const seed: Seed = {
    users: [{ Username: user, LastName: 'Sync' }],
    logins: [
      { user, application: 'Sync', type: 'Remote Access 2.0', daysAgo: 3, count: 4, everyHours: 12 },
      { user, application: 'Sync', type: 'Remote Access 2.0', daysAgo: 1, status: 'Failed: ip restricted' },
    ],
    tokens: [{ user, application: 'Unknown Exporter', usedDaysAgo: 200, createdDaysAgo: 400, useCount: 7 }],
    auditTrail: [{ user, daysAgo: 2, action: 'PermSetAssign', display: 'Permission set Extra: assigned to user Sync' }],
    apiUsage: [
      {
        user,
        application: 'Sync',
        daysAgo: [0, 2],
        perDay: 24,
        family: 'REST',
        method: 'PATCH',
        resource: '/services/data/v58.0/sobjects/Account',
        entities: ['Account'],
        apiVersion: '58.0',
      },
    ],
  };
  await seeded(seed, async (org) => {
    const history = await rows(org, 'SELECT LoginTime, Status FROM LoginHistory ORDER BY LoginTime');
    assert.equal(history.length, 5);
    assert.equal(history[0].LoginTime, '2026-11-20T00:00:00.000+0000');
    const [found] = await rows(org, `SELECT LastLoginDate FROM User WHERE Username = '${user}'`);
    assert.equal(found.LastLoginDate, '2026-11-21T12:00:00.000+0000', 'a log-in that failed is none');
    const [token] = await rows(org, 'SELECT AppName, UseCount, LastUsedDate FROM OauthToken');
    assert.deepEqual([token.AppName, token.UseCount], ['Unknown Exporter', 7]);
    const [entry] = await rows(org, 'SELECT Display, CreatedDate, CreatedBy.Name FROM SetupAuditTrail');
    assert.equal(entry.CreatedBy.Name, 'Sync');
    assert.equal(entry.CreatedDate, '2026-11-22T12:00:00.000+0000');
    const requests = org.traffic().filter(({ appName }) => appName === 'Sync');
    assert.equal(requests.length, 24 + 24 + 12, 'of today, those that have been');
    assert.ok(requests.every(({ time }) => time <= NOW.getTime() && time > NOW.getTime() - 3 * DAY));
    assert.deepEqual(requests[0]?.entities, ['Account']);
    const limits = await org.admin.get('limits');
    assert.equal(limits.body.DailyApiRequests.Max - limits.body.DailyApiRequests.Remaining >= 12, true);
  });
});

test('records: numbers, choices, ranges, days, references and owners, the same at every start', async () => {
  const seed: Seed = {
    users: [
      { Username: 'one@a.example', LastName: 'One' },
      { Username: 'two@a.example', LastName: 'Two' },
    ],
    records: [
      {
        object: 'Account',
        count: 20,
        owners: ['one@a.example', 'two@a.example'],
        createdDaysAgo: [0, 30],
        values: {
          Name: 'Customer {n}',
          Industry: { oneOf: ['Retail', 'Energy'] },
          AnnualRevenue: { between: [1000, 2000], decimals: 2 },
        },
      },
      {
        object: 'Contact',
        count: 40,
        values: {
          FirstName: { oneOf: ['Ann', 'Bo'] },
          LastName: 'Person {n}',
          AccountId: { recordOf: 'Account' },
          Birthdate: { daysAgo: [7000, 20_000] },
        },
      },
      { object: 'Case', count: 3, values: { Subject: 'Question {n}' } },
    ],
  };
  const seen: string[] = [];
  for (let start = 0; start < 2; start++) {
    await seeded(seed, async (org) => {
      const accounts = await rows(
        org,
        'SELECT Name, Industry, AnnualRevenue, Owner.Name, CreatedDate FROM Account ORDER BY Id',
      );
      assert.equal(accounts.length, 20);
      assert.deepEqual(new Set(accounts.map(({ Industry }) => Industry)), new Set(['Retail', 'Energy']));
      assert.deepEqual(new Set(accounts.map(({ Owner }) => Owner.Name)), new Set(['One', 'Two']));
      assert.ok(
        accounts.every(
          ({ AnnualRevenue: sum }) => sum >= 1000 && sum <= 2000 && Number.isInteger(Math.round(sum * 100)),
        ),
      );
      const contacts = await rows(org, 'SELECT Name, Account.Name, Birthdate FROM Contact ORDER BY Id');
      assert.match(contacts[0].Name, /^(Ann|Bo) Person 1$/);
      assert.ok(new Set(contacts.map(({ Account }) => Account.Name)).size > 5);
      assert.match(contacts[0].Birthdate, /^(19|20)\d\d-\d\d-\d\d$/);
      const [first] = await rows(org, 'SELECT CaseNumber FROM Case ORDER BY CaseNumber');
      assert.equal(first.CaseNumber, '00000001');
      assert.ok(await org.admin.create('Account', { Name: 'By hand' }), 'ids go on after the generated ones');
      assert.equal(org.loaded.records, 63);
      seen.push(
        JSON.stringify([accounts, contacts].map((list) => list.map(({ attributes, ...row }: Row) => row.Name))),
      );
    });
  }
  assert.equal(seen[0], seen[1]);
});

test('big orgs by the number: objects, sets that differ, users who hold them', async () => {
  const seed: Seed = {
    generate: {
      objects: { count: 3, fields: 10 },
      permissionSets: { count: 5, objectPermissions: 4, fieldPermissions: 20 },
      users: { count: 150, permissionSets: 2 },
    },
  };
  await seeded(seed, async (org) => {
    const count = async (soql: string) => (await org.admin.query(soql)).body.totalSize;
    assert.equal(await count("SELECT COUNT() FROM FieldPermissions WHERE Parent.Name LIKE 'Generated%'"), 100);
    assert.equal(await count("SELECT COUNT() FROM ObjectPermissions WHERE Parent.Name LIKE 'Generated%'"), 20);
    assert.equal(await count("SELECT COUNT() FROM User WHERE Username LIKE 'user%@generated.example'"), 150);
    assert.equal(
      await count("SELECT COUNT() FROM PermissionSetAssignment WHERE Assignee.Username = 'user7@generated.example'"),
      3,
    );
    const [licence] = await rows(org, "SELECT TotalLicenses, UsedLicenses FROM UserLicense WHERE Name = 'Salesforce'");
    assert.equal(licence.UsedLicenses, 151);
    assert.ok(licence.TotalLicenses >= 151);
    assert.equal((await org.admin.query('SELECT Field_10__c FROM Generated_3__c')).status, 200);
    const [field] = await rows(
      org,
      "SELECT SobjectType, Field FROM FieldPermissions WHERE Parent.Name = 'Generated_Set_2' LIMIT 1",
    );
    assert.ok(field.Field.startsWith(`${field.SobjectType}.`));
    const { client } = { client: org.client('user7@generated.example') };
    assert.equal((await client.get('recent')).status, 200);
    assert.equal(org.loaded.users, 150);
  });
});

test('a tree in parts: several packages, pieces of sets, activities, places, labels, what a set-up needs', async () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, 'tree', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'tree', path), text);
  };
  const field = (name: string, type: string, more = '') =>
    `<CustomField xmlns="x"><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`;
  write('one/objects/Activity/fields/Topic__c.field-meta.xml', field('Topic__c', 'Text', '<length>20</length>'));
  write('one/objects/Account/fields/Place__c.field-meta.xml', field('Place__c', 'Location', '<scale>5</scale>'));
  write(
    'one/permissionsets/Apart/Apart.permissionset-meta.xml',
    '<PermissionSet xmlns="x"><label>Taken apart</label><license>Parts Cloud Psl</license></PermissionSet>',
  );
  write(
    'one/permissionsets/Apart/fieldPermissions/Task.Topic__c.fieldPermission-meta.xml',
    '<FieldPermission xmlns="x"><editable>true</editable><field>Task.Topic__c</field><readable>true</readable></FieldPermission>',
  );
  write(
    'one/permissionsets/Apart/objectSettings/Account.objectSettings-meta.xml',
    '<PermissionSet><fieldPermissions><editable>false</editable><field>Account.Place__c</field><readable>true</readable></fieldPermissions><objectPermissions><allowRead>true</allowRead><object>Account</object></objectPermissions></PermissionSet>',
  );
  const profile = (permission: string) =>
    `<Profile xmlns="x"><custom>true</custom><userLicense>Salesforce</userLicense><userPermissions><enabled>true</enabled><name>${permission}</name></userPermissions></Profile>`;
  write('one/profiles/Both.profile-meta.xml', profile('ApiEnabled'));
  write('two/profiles/Both.profile-meta.xml', profile('RunReports'));
  write(
    'two/profiles/Elsewhere.permissionset-meta.xml',
    '<PermissionSet xmlns="x"><label>In the wrong folder</label><applicationVisibilities><application>standard__LightningSales</application><visible>true</visible></applicationVisibilities><fieldPermissions><editable>false</editable><field>WorkType.EstimatedDuration</field><readable>true</readable></fieldPermissions></PermissionSet>',
  );
  write(
    'two/permissionsets/Tokens.permissionset-meta.xml',
    '<PermissionSet xmlns="x"><label>Tokens</label><fieldPermissions><editable>false</editable><field>%%%NAMESPACE%%%Account.Place__c</field><readable>true</readable></fieldPermissions></PermissionSet>',
  );
  write(
    'two/connectedApps/App.connectedApp-meta.xml',
    '<ConnectedApp xmlns="x"><label>App</label><contactEmail>a@a.example</contactEmail><oauthConfig><callbackUrl>https://a.example</callbackUrl><consumerKey>app</consumerKey><isAdminApproved>true</isAdminApproved><scopes>Api</scopes></oauthConfig><permissionSetName>Taken apart</permissionSetName></ConnectedApp>',
  );
  write(
    'users/parts-user-def.json',
    JSON.stringify({ Username: 'parts@a.example', LastName: 'Parts', profileName: 'Both', permsets: ['Apart'] }),
  );
  const check = async (org: TestOrg) => {
    assert.deepEqual(org.loaded.problems, []);
    assert.deepEqual(org.loaded.presumed, ['WorkType', 'WorkType.EstimatedDuration']);
    const grants = await rows(
      org,
      "SELECT Field FROM FieldPermissions WHERE Parent.Name IN ('Apart', 'Tokens') ORDER BY Field",
    );
    assert.deepEqual(
      grants.map(({ Field }) => Field),
      ['Account.Place__c', 'Account.Place__c', 'Task.Topic__c'],
    );
    const [both] = await rows(
      org,
      "SELECT PermissionsApiEnabled, PermissionsRunReports FROM Profile WHERE Name = 'Both'",
    );
    assert.deepEqual(
      [both.PermissionsApiEnabled, both.PermissionsRunReports],
      [true, true],
      'profiles are laid over one another',
    );
    const [app] = await rows(
      org,
      "SELECT Parent.Name FROM SetupEntityAccess WHERE SetupEntityType = 'ConnectedApplication'",
    );
    assert.equal(app.Parent.Name, 'Apart', 'connected apps name labels');
    const parts = org.client('parts@a.example');
    const id = await org.admin.create('Account', { Name: 'Here', Place__Latitude__s: 51.4, Place__Longitude__s: -2.6 });
    const { body } = await parts.get(`sobjects/Account/${id}?fields=Place__c`);
    assert.deepEqual(body.Place__c, { latitude: 51.4, longitude: -2.6 });
    assert.equal((await org.admin.query('SELECT Topic__c FROM Event')).status, 200);
  };
  await seeded({}, check, join(folder, 'tree'));
});

test('a seed that is wrong names the place', async () => {
  await assert.rejects(
    testOrg({ seed: { records: [{ object: 'Account', count: 0, values: {} }] } }),
    /seed: records\.0\.count: /,
  );
  const file = join(folder, 'seed.json');
  writeFileSync(file, '{"users": [');
  await assert.rejects(testOrg({ seedFile: file }), /seed\.json: /);
  writeFileSync(file, '{"usres": []}');
  await assert.rejects(testOrg({ seedFile: file }), /seed\.json: usres/);
});

/** What the messy org names and does not hold, on purpose. */
const GAPS = {
  clean: [],
  messy: [
    'In field: apexClass - no ApexClass named InvoiceRestResource found',
    'no PermissionSet named Knowledge_Reader found',
  ],
};

for (const example of ['clean', 'messy'] as const) {
  test(`the ${example} example loads whole: metadata, users, log-ins, tokens, records`, async () => {
    const org = await testOrg({ example });
    try {
      assert.deepEqual(
        org.loaded.problems.map(({ problem }) => problem),
        GAPS[example],
      );
      assert.ok(org.loaded.components > 5);
      const sets = await org.admin.query('SELECT Name FROM PermissionSet WHERE IsOwnedByProfile = false');
      assert.ok(sets.body.totalSize > 2);
      const accounts = await org.admin.query('SELECT COUNT() FROM Account');
      assert.ok(accounts.body.totalSize >= 50);
    } finally {
      await org.close();
    }
  });
}

test('the name that an org is started with wins over that of its seed, after a reset too', async () => {
  const org = await testOrg({ name: 'Mine', seed: { organization: { name: 'Theirs' } } });
  try {
    const nameOf = async () => (await org.admin.query('SELECT Name FROM Organization')).body.records[0].Name;
    assert.equal(await nameOf(), 'Mine');
    await org.reset();
    assert.equal(await nameOf(), 'Mine');
  } finally {
    await org.close();
  }
});
