import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { buildAccessGraph } from '../../../src/access/build-graph.ts';
import { effectiveAccess } from '../../../src/access/effective.ts';
import { type TestOrg, testOrg } from '../client.ts';
import { runs } from '../runs.ts';
import { answersOf, expectedOf } from './answers.ts';
import { build, deploy, snapshotOf } from './built-org.ts';
import { randomOrgs, SCHEMA } from './random-org.ts';

let org: TestOrg;
before(async () => {
  org = await testOrg();
  await deploy(org, SCHEMA);
  org.org.store.all('UPDATE "UserLicense" SET "TotalLicenses" = 1000000');
  org.org.store.all('UPDATE "PermissionSetLicense" SET "TotalLicenses" = 1000000');
});
after(() => org.close());

/**
 * Two judges that share no code but the tables of the platform: the org, which answers requests, and the engine, which
 * reads what the org holds as any outsider would. A disagreement is shrunk to the smallest org that shows it.
 */
test('random users of random orgs are answered as the permission engine says', async () => {
  const account = await org.admin.create('Account', { Name: 'Theirs' });
  const theirTicket = await org.admin.create('Ticket__c', { Name: 'Theirs', Must__c: 'm' });
  const ownTicket = await org.admin.create('Ticket__c', { Name: 'Own', Must__c: 'm' });
  const ticket = org.org.schema.object('Ticket__c');
  assert.ok(ticket);
  let number = 0;
  await fc.assert(
    fc.asyncProperty(randomOrgs, async (random) => {
      const prefix = `R${++number}x`;
      const users = await build(org, random, prefix);
      const graph = buildAccessGraph(await snapshotOf(org, prefix), {
        today: org.org.now().toISOString().slice(0, 10),
      });
      for (const { username, client } of users) {
        const { body } = await org.admin.query(`SELECT Id FROM User WHERE Username = '${username}'`);
        // Not everybody may own a ticket by the rules of the org: it is given away below them.
        org.org.store.update(ticket, ownTicket, { OwnerId: body.records[0].Id });
        const access = effectiveAccess(graph, { kind: 'user', id: `user:${username}` });
        assert.equal(access.bound, 'exact', access.boundReasons.join('; '));
        const answers = await answersOf(client, { account, theirTicket, ownTicket });
        assert.deepEqual(answers, expectedOf(access), username);
      }
    }),
    runs(15),
  );
});
