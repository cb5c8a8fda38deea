import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import { type TestOrg, testOrg } from '../local-org/client.ts';
import { deployTo, metadataFile } from '../local-org/deployment.ts';

let org: TestOrg;
let jsforce: Connection;
before(async () => {
  org = await testOrg();
  jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token, version: '66.0' });
  deployTo(org, {
    'objects/Account.object': metadataFile(
      'CustomObject',
      '<validationRules><fullName>Has_Phone</fullName><active>true</active><errorConditionFormula>false</errorConditionFormula><errorMessage>A phone</errorMessage></validationRules>',
    ),
  });
});
after(() => org.close());

test('tooling records are created, changed, read and deleted; a log has its body', async () => {
  const { tooling } = jsforce;
  const level = await tooling
    .sobject('DebugLevel')
    .create({ DeveloperName: 'L', MasterLabel: 'L', Validation: 'INFO' });
  const flag = await tooling.sobject('TraceFlag').create({
    TracedEntityId: org.org.adminId,
    LogType: 'USER_DEBUG',
    DebugLevelId: level.id,
    ExpirationDate: new Date(org.org.now().getTime() + 3_600_000).toISOString(),
  });
  assert.ok(level.success && flag.success);
  const changed = await tooling.sobject('DebugLevel').update({ Id: level.id, Validation: 'FINE' });
  assert.ok(changed.success);
  const read = await tooling.sobject('DebugLevel').retrieve(level.id);
  assert.equal(read['Validation'], 'FINE');
  assert.ok((await tooling.sobject('TraceFlag').describe()).fields.some(({ name }) => name === 'TracedEntityId'));
  const known = await tooling.describeGlobal();
  assert.ok(known.sobjects.some(({ name }) => name === 'ApexLog'));

  await jsforce.sobject('Account').create({ Name: 'Logged' });
  const { records } = await tooling.query<{ readonly Id: string }>('SELECT Id FROM ApexLog');
  assert.equal(records.length, 1);
  const body = await tooling.request<string>(`/services/data/v66.0/tooling/sobjects/ApexLog/${records[0]?.Id}/Body`);
  assert.match(body, /VALIDATION_RULE/);
  const gone = await tooling.sobject('TraceFlag').destroy(flag.id);
  assert.ok(gone.success);
  assert.equal(org.org.store.all('SELECT COUNT(*) AS n FROM "TraceFlag"')[0]?.['n'], 0);
});
