import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import { type ApiUser, apiUser, refusalOf, type TestOrg, testOrg } from './client.ts';
import { deployTo, metadataFile } from './deployment.ts';

let org: TestOrg;
let nobody: ApiUser;
let jsforce: Connection;

before(async () => {
  org = await testOrg();
  nobody = await apiUser(org, 'Nobody');
  jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token, version: '68.0' });
  deployTo(org, {
    'objects/Account.object': metadataFile(
      'CustomObject',
      '<fields><fullName>Region__c</fullName><label>Region</label><type>Text</type><length>20</length><securityClassification>Confidential</securityClassification><complianceGroup>PII</complianceGroup></fields><validationRules><fullName>Must_Have_Phone</fullName><active>true</active><errorConditionFormula>ISBLANK(Phone)</errorConditionFormula><errorMessage>A phone is needed</errorMessage></validationRules>',
    ),
    'classes/Sync.cls': 'public class Sync {} // nothing',
    'classes/Sync.cls-meta.xml': metadataFile('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>'),
    'permissionsets/Erp.permissionset': metadataFile(
      'PermissionSet',
      '<label>Erp</label><userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>',
    ),
  });
});
after(() => org.close());

const tooling = (soql: string, client = org.admin) => client.get(`tooling/query?q=${encodeURIComponent(soql)}`);

/** Keys in odd case, moments as numbers and as HTTP dates: what the CLI sends. */
async function createdByJsforce(object: string, values: object): Promise<{ readonly id: string }> {
  return (await jsforce.tooling.create(object, values as never)) as unknown as { readonly id: string };
}

test('the Tooling API serves its own objects, and data is not among them', async () => {
  const { sobjects } = await jsforce.tooling.describeGlobal();
  const names = sobjects.map(({ name }) => name);
  assert.ok(
    ['TraceFlag', 'DebugLevel', 'PermissionSet', 'EntityDefinition', 'CustomField'].every((name) =>
      names.includes(name),
    ),
  );
  assert.ok(!names.includes('Account') && !names.includes('ObjectPermissions'));
  const data = (await org.admin.get('sobjects')).body.sobjects.map((object: { name: string }) => object.name);
  assert.ok(data.includes('PermissionSet') && !data.includes('TraceFlag') && !data.includes('DebugLevel'));
  assert.match(refusalOf(await tooling('SELECT Id FROM Account')), /^400 INVALID_TYPE/);
  assert.match(refusalOf(await org.admin.query('SELECT Id FROM TraceFlag')), /^400 INVALID_TYPE/);
  assert.match(refusalOf(await org.admin.get('tooling/sobjects/Account/describe')), /^404 NOT_FOUND/);
  const described = await jsforce.tooling.sobject('TraceFlag').describe();
  assert.equal(described.urls['sobject'], '/services/data/v68.0/tooling/sobjects/TraceFlag');
});

test('objects of scratch orgs and source tracking do not exist, as in an org of production', async () => {
  assert.match(refusalOf(await org.admin.query('SELECT Id FROM ScratchOrgInfo limit 1')), /^400 INVALID_TYPE/);
  assert.match(refusalOf(await org.admin.get('tooling/sobjects/SourceMember/describe')), /^404 NOT_FOUND/);
  assert.match(
    refusalOf(await tooling('SELECT MemberName FROM SourceMember WHERE RevisionCounter > 0')),
    /^400 INVALID_TYPE/,
  );
});

test('addresses of tooling records lead back to the Tooling API', async () => {
  const { body } = await tooling("SELECT Id, Name FROM ApexClass WHERE Name = 'Sync'");
  const [record] = body.records;
  assert.equal(record.attributes.url, `/services/data/v68.0/tooling/sobjects/ApexClass/${record.Id}`);
  const read = await org.admin.get(record.attributes.url);
  assert.deepEqual(
    [read.body.FullName, read.body.Metadata.apiVersion, read.body.Body],
    ['Sync', 66, 'public class Sync {} // nothing'],
  );
});

test('Metadata and FullName come for exactly one row', async () => {
  const one = await tooling("SELECT Metadata, FullName, Id FROM PermissionSet WHERE Name = 'Erp'");
  const [set] = one.body.records;
  assert.equal(set.FullName, 'Erp');
  assert.deepEqual(set.Metadata.userPermissions, [{ enabled: true, name: 'ApiEnabled' }]);
  assert.deepEqual(Object.keys(set).sort(), ['FullName', 'Id', 'Metadata', 'attributes']);
  const profile = await tooling("SELECT FullName FROM Profile WHERE Name = 'System Administrator'");
  assert.equal(profile.body.records[0].FullName, 'Admin');
  assert.deepEqual(Object.keys(profile.body.records[0]), ['attributes', 'FullName']);
  const none = await tooling("SELECT Metadata FROM PermissionSet WHERE Name = 'Nowhere'");
  assert.equal(none.body.totalSize, 0);
  assert.match(
    refusalOf(await tooling('SELECT FullName FROM Profile')),
    /^400 MALFORMED_QUERY When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval\. Result size: \d+$/,
  );
  const columns = await org.admin.get(
    `tooling/query?q=${encodeURIComponent('SELECT Id, Metadata FROM PermissionSet')}&columns=true`,
  );
  assert.deepEqual(
    columns.body.columnMetadata.map((column: { columnName: string }) => column.columnName),
    ['Id', 'Metadata'],
  );
  assert.match(refusalOf(await org.admin.query('SELECT FullName FROM Profile LIMIT 1')), /^400 INVALID_FIELD/);
  assert.match(
    refusalOf(await tooling("SELECT Metadata FROM Profile WHERE Name = 'System Administrator'", nobody.client)),
    /^403 INSUFFICIENT_ACCESS/,
  );
});

test('custom fields, custom objects and validation rules are seen as far as there are data', async () => {
  const field = await tooling(
    "SELECT Id, DeveloperName, TableEnumOrId, FullName, Metadata FROM CustomField WHERE DeveloperName = 'Region'",
  );
  const [region] = field.body.records;
  assert.deepEqual(
    [region.FullName, region.TableEnumOrId, region.Metadata.length],
    ['Account.Region__c', 'Account', 20],
  );
  assert.match(region.Id, /^00N.{15}$/);
  const [rule] = (
    await tooling(
      "SELECT ValidationName, Active, EntityDefinition.QualifiedApiName FROM ValidationRule WHERE EntityDefinition.QualifiedApiName = 'Account'",
    )
  ).body.records;
  assert.deepEqual(
    [rule.ValidationName, rule.Active, rule.EntityDefinition.QualifiedApiName],
    ['Must_Have_Phone', true, 'Account'],
  );
  const [definition] = (
    await tooling(
      "SELECT SecurityClassification, ComplianceGroup, DurableId FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND QualifiedApiName = 'Region__c'",
    )
  ).body.records;
  assert.deepEqual([definition.SecurityClassification, definition.ComplianceGroup], ['Confidential', 'PII']);
  assert.match(definition.DurableId, /^Account\.00N\w{12}$/);
  assert.match(refusalOf(await tooling('SELECT Id FROM CustomField', nobody.client)), /^400 INVALID_TYPE/);
});

test('tooling queries come page by page, and several in one composite', async () => {
  const first = await org.admin.send('GET', 'tooling/query?q=SELECT+Id+FROM+PermissionDependency', undefined, {
    'sforce-query-options': 'batchSize=200',
  });
  assert.equal(first.body.records.length, 200);
  assert.match(first.body.nextRecordsUrl, /^\/services\/data\/v68\.0\/tooling\/query\/01g/);
  const second = await org.admin.get(first.body.nextRecordsUrl);
  assert.equal(second.status, 200);
  assert.notEqual(second.body.records[0].Id, first.body.records[0].Id);
  const composite = await org.admin.send('POST', 'tooling/composite', {
    compositeRequest: [
      { method: 'GET', url: '/services/data/v68.0/tooling/query?q=SELECT+Id+FROM+ApexClass', referenceId: 'classes' },
      { method: 'GET', url: '/services/data/v68.0/tooling/query?q=SELECT+Id+FROM+Account', referenceId: 'accounts' },
    ],
  });
  assert.deepEqual(
    composite.body.compositeResponse.map((part: { httpStatusCode: number }) => part.httpStatusCode),
    [200, 400],
  );
});

test('a debug level and a trace flag are made as the CLI makes them', async () => {
  const level = await createdByJsforce('DebugLevel', {
    developerName: 'SFDC_DevConsole',
    MasterLabel: 'SFDC_DevConsole',
    ApexCode: 'FINEST',
    Visualforce: 'FINER',
  });
  assert.deepEqual(Object.keys(level).sort(), ['errors', 'id', 'infos', 'success', 'warnings']);
  const now = Date.now();
  const flag = {
    tracedentityid: org.org.adminId,
    logtype: 'DEVELOPER_LOG',
    debuglevelid: level.id,
    StartDate: now,
    ExpirationDate: new Date(now + 30 * 60_000).toUTCString(),
  };
  const created = await createdByJsforce('TraceFlag', flag);
  const found = await tooling(
    `SELECT Id, logtype, startdate, expirationdate, debuglevelid, debuglevel.apexcode, TracedEntity.Name FROM TraceFlag WHERE logtype='DEVELOPER_LOG' AND TracedEntityId='${org.org.adminId}' ORDER BY CreatedDate DESC LIMIT 1`,
  );
  const [record] = found.body.records;
  assert.deepEqual(
    [record.Id, record.DebugLevel.ApexCode, record.TracedEntity.Name],
    [created.id, 'FINEST', 'Ada Administrator'],
  );
  const again = await org.admin.send('POST', 'tooling/sobjects/TraceFlag', flag);
  assert.equal(
    refusalOf(again),
    "400 FIELD_INTEGRITY_EXCEPTION This entity is already being traced by a trace flag with a start and expiration date that overlap this trace flag's start and expiration date.: Traced Entity ID",
  );
  const longer = { ExpirationDate: new Date(now + 25 * 3_600_000).toISOString() };
  assert.match(
    refusalOf(await org.admin.send('PATCH', `tooling/sobjects/TraceFlag/${created.id}`, longer)),
    /^400 FIELD_INTEGRITY_EXCEPTION The expiration date must be within 24 hours/,
  );
  assert.match(
    refusalOf(await org.admin.send('DELETE', `tooling/sobjects/DebugLevel/${level.id}`)),
    /^400 DELETE_FAILED/,
  );
  const bad = await org.admin.send('POST', 'tooling/sobjects/DebugLevel', {
    DeveloperName: 'Bad',
    MasterLabel: 'Bad',
    System: 'LOUD',
  });
  assert.equal(
    refusalOf(bad),
    '400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST System: bad value for restricted picklist field: LOUD',
  );
  const other = { ...flag, tracedentityid: nobody.userId, logtype: 'LOUD' };
  assert.match(
    refusalOf(await org.admin.send('POST', 'tooling/sobjects/TraceFlag', other)),
    /^400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST/,
  );
  assert.match(refusalOf(await nobody.client.send('POST', 'tooling/sobjects/TraceFlag', flag)), /^404 NOT_FOUND/);
  assert.equal((await org.admin.send('DELETE', `tooling/sobjects/TraceFlag/${created.id}`)).status, 204);
  assert.equal((await org.admin.send('DELETE', `tooling/sobjects/DebugLevel/${level.id}`)).status, 204);
});

test('Apex that is sent is not run, and that is said', async () => {
  const result = await jsforce.tooling.executeAnonymous("System.debug('hello');");
  assert.deepEqual(
    [result.compiled, result.success, result.compileProblem],
    [false, false, 'The local org does not run Apex.'],
  );
  assert.ok(org.org.traffic.unanswered.has('GET /services/data/v68.0/tooling/executeAnonymous'));
  const refused = await nobody.client.get('tooling/executeAnonymous?anonymousBody=x');
  assert.match(refusalOf(refused), /^403 INSUFFICIENT_ACCESS/);
});
