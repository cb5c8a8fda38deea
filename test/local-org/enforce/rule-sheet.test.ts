import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, type ApiUser, apiUser, type Client, clientOf, grant, type TestOrg, testOrg } from '../client.ts';

/**
 * The rule sheet of the platform, line by line: who asks for what, and the exact answer. Texts that the platform's
 * documents do not confirm are marked `guess`.
 */
interface Line {
  readonly rule: string;
  readonly ask: () => Promise<Answer>;
  readonly status: number;
  readonly code?: string;
  readonly message?: string | RegExp;
  readonly fields?: readonly string[];
  readonly guess?: true;
}

let org: TestOrg;
let reader: ApiUser;
let editor: ApiUser;
let auditor: ApiUser;
let account = '';
let hidden = '';

before(async () => {
  org = await testOrg();
  const { admin } = org;
  reader = await apiUser(org, 'Reader');
  editor = await apiUser(org, 'Editor');
  auditor = await apiUser(org, 'Auditor');
  await grant(org, reader.setId, 'Account', 'read', { Industry: 'read', ParentId: 'read' });
  await grant(org, editor.setId, 'Account', 'read edit', { Industry: 'edit', Phone: 'read', ParentId: 'edit' });
  await grant(org, editor.setId, 'Contact', 'read create edit delete', { AccountId: 'edit' });
  await grant(org, editor.setId, 'Opportunity', 'read create');
  await admin.send('PATCH', `sobjects/PermissionSet/${auditor.setId}`, { PermissionsViewSetup: true });
  account = await admin.create('Account', { Name: 'Acme', Industry: 'Energy', Phone: '555' });
  org.org.schema.put({ ...objectOf('Lead'), sharing: 'Private' });
  await grant(org, editor.setId, 'Lead', 'read edit delete');
  hidden = await admin.create('Lead', { LastName: 'Hidden', Company: 'H', Status: 'Open' });
});
after(() => org.close());

function objectOf(name: string) {
  const object = org.org.schema.object(name);
  assert.ok(object);
  return object;
}

const NOT_FOUND = { status: 404, code: 'NOT_FOUND', message: 'The requested resource does not exist' } as const;
const NO_ACCESS = {
  status: 403,
  code: 'INSUFFICIENT_ACCESS_OR_READONLY',
  message: 'insufficient access rights on object id',
} as const;
const noColumn = (field: string, object = 'Account') =>
  ({ status: 400, code: 'INVALID_FIELD', message: `No such column '${field}' on sobject of type ${object}` }) as const;
const locked = (...fields: readonly string[]) => ({
  status: 400,
  code: 'INVALID_FIELD_FOR_INSERT_UPDATE',
  message: `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
  fields,
});
/** The caret stands below the first character of the name. */
const atField = (soql: string, field: string, entity = 'Account') => ({
  status: 400,
  code: 'INVALID_FIELD',
  message: `\n${soql}\n${' '.repeat(soql.indexOf(field))}^\nERROR at Row:1:Column:${soql.indexOf(field) + 1}\nNo such column '${field.split('.').at(-1)}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
});
const notSupported = (soql: string, object: string) => ({
  status: 400,
  code: 'INVALID_TYPE',
  message: `\n${soql}\n${' '.repeat(soql.indexOf(object))}^\nERROR at Row:1:Column:${soql.indexOf(object) + 1}\nsObject type '${object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
});

const LINES = (): readonly Line[] => {
  const { client } = reader;
  const edit = editor.client;
  const { admin } = org;
  const queries = (who: Client, soql: string) => who.query(soql);
  return [
    // Objects without Read do not exist.
    {
      rule: 'query',
      ask: () => queries(client, 'SELECT Id FROM Contact'),
      ...notSupported('SELECT Id FROM Contact', 'Contact'),
    },
    {
      rule: 'query of nothing',
      ask: () => queries(client, 'SELECT Id FROM Foo__c'),
      ...notSupported('SELECT Id FROM Foo__c', 'Foo__c'),
    },
    { rule: 'describe', ask: () => client.get('sobjects/Contact/describe'), ...NOT_FOUND },
    { rule: 'basic information', ask: () => client.get('sobjects/Contact'), ...NOT_FOUND },
    { rule: 'read', ask: () => client.get('sobjects/Contact/003000000000000AAA'), ...NOT_FOUND },
    { rule: 'create', ask: () => client.send('POST', 'sobjects/Contact', { LastName: 'C' }), ...NOT_FOUND },
    { rule: 'update', ask: () => client.send('PATCH', 'sobjects/Contact/003000000000000AAA', {}), ...NOT_FOUND },
    { rule: 'delete', ask: () => client.send('DELETE', 'sobjects/Contact/003000000000000AAA'), ...NOT_FOUND },
    // Fields without Read do not exist, in every clause.
    ...[
      'SELECT Phone FROM Account',
      "SELECT Id FROM Account WHERE Phone = '5'",
      'SELECT Id FROM Account ORDER BY Phone',
      'SELECT COUNT(Id) FROM Account GROUP BY Phone',
      'SELECT MAX(Phone) FROM Account',
      "SELECT Name FROM Account GROUP BY Name HAVING MAX(Phone) > '1'",
      'SELECT toLabel(Phone) FROM Account',
      'SELECT COUNT_DISTINCT(Phone) FROM Account',
      "SELECT Id FROM Account WHERE Id IN (SELECT Id FROM Account WHERE Phone = '5')",
      'SELECT Id FROM Account WHERE ParentId IN (SELECT Id FROM Account) ORDER BY Phone NULLS LAST',
    ].map((soql): Line => ({ rule: soql, ask: () => queries(client, soql), ...atField(soql, 'Phone') })),
    {
      rule: 'a path through a field of a parent',
      ask: () => queries(client, 'SELECT Parent.Phone FROM Account'),
      ...atField('SELECT Parent.Phone FROM Account', 'Parent.Phone'),
    },
    {
      rule: 'a path through a lookup that may not be read',
      ask: () => queries(client, 'SELECT CreatedBy.Name, MasterRecord.Parent.Name, Jigsaw FROM Account'),
      ...atField('SELECT CreatedBy.Name, MasterRecord.Parent.Name, Jigsaw FROM Account', 'Jigsaw'),
    },
    {
      rule: 'a path through a lookup without Read',
      ask: () => queries(edit, 'SELECT ReportsTo.Name FROM Contact'),
      status: 400,
      code: 'INVALID_FIELD',
      message:
        /^\nSELECT ReportsTo\.Name FROM Contact\n {7}\^\nERROR at Row:1:Column:8\nDidn't understand relationship 'ReportsTo' in field path\./,
      guess: true,
    },
    {
      rule: 'children that may not be read',
      ask: () => queries(client, 'SELECT Id, (SELECT Id FROM Contacts) FROM Account'),
      status: 400,
      code: 'INVALID_FIELD',
      message: /Didn't understand relationship 'Contacts' in field path/,
      guess: true,
    },
    {
      rule: 'fields of a read',
      ask: () => client.get(`sobjects/Account/${account}?fields=Phone`),
      ...noColumn('Phone'),
    },
    {
      rule: 'create with an invisible field',
      ask: () => client.send('POST', 'sobjects/Account', { Name: 'A', Phone: '1' }),
      ...noColumn('Phone'),
    },
    {
      rule: 'create with an unknown field',
      ask: () => client.send('POST', 'sobjects/Account', { Name: 'A', Foo__c: '1' }),
      ...noColumn('Foo__c'),
    },
    {
      rule: 'update of an invisible field',
      ask: () => edit.send('PATCH', `sobjects/Account/${account}`, { Fax: '1' }),
      ...noColumn('Fax'),
    },
    // Fields with Read and without Edit; several are named together.
    {
      rule: 'update of a field to read',
      ask: () => edit.send('PATCH', `sobjects/Account/${account}`, { Phone: '1' }),
      ...locked('Phone'),
    },
    {
      rule: 'update of a field of the system',
      ask: () =>
        edit.send('PATCH', `sobjects/Account/${account}`, {
          Phone: '1',
          CreatedDate: '2026-01-01T00:00:00Z',
          Industry: 'X',
        }),
      ...locked('Phone', 'CreatedDate'),
    },
    // Verbs. Fields come first, values last.
    {
      rule: 'create without Create',
      ask: () => client.send('POST', 'sobjects/Account', { Name: 'A' }),
      status: 400,
      code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      message: 'entity type cannot be inserted: Account',
    },
    {
      rule: 'update without Edit, of a record that is not there',
      ask: () => client.send('PATCH', 'sobjects/Account/001000000000000AAA', {}),
      status: 400,
      code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      message: 'entity type cannot be updated: Account',
    },
    { rule: 'delete without Delete', ask: () => client.send('DELETE', `sobjects/Account/${account}`), ...NO_ACCESS },
    {
      rule: 'a bad value is told last',
      ask: () => client.send('POST', 'sobjects/Account', { Name: 'x'.repeat(300) }),
      status: 400,
      code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      message: 'entity type cannot be inserted: Account',
    },
    {
      rule: 'an id for a new record',
      ask: () => edit.send('POST', 'sobjects/Contact', { LastName: 'C', Id: '003000000000000AAA' }),
      status: 400,
      code: 'INVALID_FIELD_FOR_INSERT_UPDATE',
      message: 'cannot specify Id in an insert call',
      fields: ['Id'],
    },
    // Records.
    { rule: 'a record that sharing hides', ask: () => edit.get(`sobjects/Lead/${hidden}`), ...NOT_FOUND },
    {
      rule: 'update of a hidden record',
      ask: () => edit.send('PATCH', `sobjects/Lead/${hidden}`, { Company: 'X' }),
      ...NOT_FOUND,
    },
    { rule: 'a record that is not there', ask: () => client.get('sobjects/Account/001000000000000AAA'), ...NOT_FOUND },
    { rule: 'no id at all', ask: () => client.get('sobjects/Account/nonsense'), status: 400, code: 'MALFORMED_ID' },
    {
      rule: 'a lookup to a record that may not be seen',
      ask: () => edit.send('POST', 'sobjects/Contact', { LastName: 'C', AccountId: hidden }),
      status: 400,
      code: 'FIELD_INTEGRITY_EXCEPTION',
      message: `Account Id: id value of incorrect type: ${hidden}`,
      fields: ['AccountId'],
    },
    {
      rule: 'an external id that is none',
      ask: () => client.get('sobjects/Account/Name/Acme'),
      status: 404,
      code: 'NOT_FOUND',
      message: 'Provided external ID field does not exist or is not accessible: Acme',
    },
    {
      rule: 'an external id that may not be read',
      ask: () => client.send('PATCH', 'sobjects/Account/Phone/5', {}),
      status: 404,
      code: 'NOT_FOUND',
      message: 'Provided external ID field does not exist or is not accessible: 5',
    },
    // Set-up objects have rights of their own.
    { rule: 'set-up without a right to read', ask: () => client.get('sobjects/PermissionSet/describe'), ...NOT_FOUND },
    {
      rule: 'set-up query without a right to read',
      ask: () => queries(client, 'SELECT Id FROM PermissionSet'),
      ...notSupported('SELECT Id FROM PermissionSet', 'PermissionSet'),
    },
    {
      rule: 'set-up with a right to read alone',
      ask: () =>
        auditor.client.send('POST', 'sobjects/PermissionSetAssignment', {
          AssigneeId: auditor.userId,
          PermissionSetId: editor.setId,
        }),
      status: 403,
      code: 'INSUFFICIENT_ACCESS',
      message: 'insufficient access rights on object id',
      guess: true,
    },
    // Sessions, versions, API Enabled.
    {
      rule: 'no session',
      ask: () => clientOf(org.url, 'x').get('limits'),
      status: 401,
      code: 'INVALID_SESSION_ID',
      message: 'Session expired or invalid',
    },
    {
      rule: 'a session comes before a version',
      ask: () => clientOf(org.url, 'x').get('/services/data/v20.0/limits'),
      status: 401,
      code: 'INVALID_SESSION_ID',
    },
    { rule: 'a retired version', ask: () => admin.get('/services/data/v30.0/limits'), status: 410, code: 'GONE' },
    { rule: 'a version to come', ask: () => admin.get('/services/data/v69.0/limits'), ...NOT_FOUND },
  ];
};

test('every line of the rule sheet is answered in its exact words', async () => {
  for (const { rule, ask, status, code, message, fields } of LINES()) {
    const answer = await ask();
    const [error] = Array.isArray(answer.body) ? answer.body : [];
    assert.equal(answer.status, status, `${rule}: ${JSON.stringify(answer.body)}`);
    assert.equal(error?.errorCode, code, rule);
    if (message instanceof RegExp) assert.match(error.message, message, rule);
    else if (message !== undefined) assert.equal(error.message, message, rule);
    assert.deepEqual(error.fields, fields ?? error.fields, rule);
  }
});

test('collections tell the same as items', async () => {
  const { body } = await editor.client.send('PATCH', 'composite/sobjects', {
    records: [{ attributes: { type: 'Account' }, id: account, Phone: '1' }],
  });
  const { message, code, fields } = locked('Phone');
  assert.deepEqual(body, [{ success: false, errors: [{ statusCode: code, message, fields }] }]);
});

test('a token without the api scope opens nothing, and says so in words that stop a refresh', async () => {
  const { token } = org.org.sessions.open({
    userId: org.org.adminId,
    app: { id: '0H4', name: 'Identity', kind: 'connected-app' },
    scopes: ['openid'],
    sourceIp: '127.0.0.1',
  });
  const { status, body } = await clientOf(org.url, token).get('limits');
  assert.equal(status, 401);
  assert.deepEqual(body, [
    { message: 'This session is not valid for use with the REST API', errorCode: 'INVALID_SESSION_ID' },
  ]);
});

test('a describe shows what the user may, and no other name', async () => {
  const { body } = await editor.client.get('sobjects/Account/describe');
  const fields = new Map<string, { createable: boolean; updateable: boolean; permissionable: boolean }>(
    body.fields.map((field: { name: string }) => [field.name, field]),
  );
  assert.deepEqual([body.queryable, body.createable, body.updateable, body.deletable], [true, false, true, false]);
  assert.equal(fields.get('Industry')?.updateable, true);
  assert.equal(fields.get('Phone')?.updateable, false);
  assert.equal(fields.get('Name')?.permissionable, false);
  assert.ok(!fields.has('Fax') && !fields.has('BillingCity'));
  const children = body.childRelationships.map(
    ({ childSObject, field }: { childSObject: string; field: string }) => `${childSObject}.${field}`,
  );
  assert.ok(children.includes('Contact.AccountId') && children.includes('Account.ParentId'));
  assert.ok(!children.some((name: string) => name.startsWith('Case.')));
  assert.ok(!JSON.stringify(body).includes('Opportunity.AccountId'));
});

test('pages of a query follow what is taken away meanwhile', async () => {
  await org.admin.send('POST', 'composite/sobjects', {
    records: Array.from({ length: 200 }, (_, at) => ({ attributes: { type: 'Account' }, Name: `Page ${at}` })),
  });
  const paged = await apiUser(org, 'Paged');
  await grant(org, paged.setId, 'Account', 'read', { Industry: 'read' });
  const first = await paged.client.send('GET', 'query?q=SELECT+Industry+FROM+Account', undefined, {
    'sforce-query-options': 'batchSize=200',
  });
  assert.equal(first.body.done, false);
  const right = await org.admin.query(
    `SELECT Id FROM FieldPermissions WHERE ParentId = '${paged.setId}' AND Field = 'Account.Industry'`,
  );
  assert.equal((await paged.client.get(first.body.nextRecordsUrl)).status, 200);
  await org.admin.send('DELETE', `sobjects/FieldPermissions/${right.body.records[0].Id}`);
  const { status, body } = await paged.client.get(first.body.nextRecordsUrl);
  assert.equal(status, 400);
  assert.equal(body[0].errorCode, 'INVALID_FIELD');
});
