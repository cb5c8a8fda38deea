import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordLevel, visibleRecords } from '../../../src/local-org/enforce/record-access.ts';
import { deleteRecord, updateRecord } from '../../../src/local-org/records/write-records.ts';
import type { SharingModel } from '../../../src/local-org/schema/object-type.ts';
import { runQuery } from '../../../src/local-org/soql/run-query.ts';
import { type AnOrg, anOrg, refusal } from '../an-org.ts';
import { runs } from '../runs.ts';

const ALL = 'Read Create Edit Delete';

/** Three people in a line of roles, one beside it; all may do everything with accounts, contacts and tasks they reach. */
function people(sharing: SharingModel) {
  const built = anOrg();
  const { org, insert } = built;
  for (const [name, model] of [
    ['Account', sharing],
    ['Contact', 'ControlledByParent'],
  ] as const)
    org.schema.put({ ...built.object(name), sharing: model });
  const set = built.set('Sales', { PermissionsActivitiesAccess: true, PermissionsEditTask: true });
  built.grant(set, 'Account', ALL);
  built.grant(set, 'Lead', ALL);
  built.grant(set, 'Contact', ALL, { AccountId: 'edit' });
  built.grant(set, 'Opportunity', ALL, { AccountId: 'edit' });
  const top = insert('UserRole', { Name: 'Top', DeveloperName: 'Top' });
  const middle = insert('UserRole', { Name: 'Middle', DeveloperName: 'Middle', ParentRoleId: top });
  const low = insert('UserRole', { Name: 'Low', DeveloperName: 'Low', ParentRoleId: middle });
  const [boss, lead, rep, other] = ['boss', 'lead', 'rep', 'other'].map((name) => {
    const id = built.user(name);
    built.assign(id, set);
    return id;
  }) as [string, string, string, string];
  for (const [id, role] of [
    [boss, top],
    [lead, middle],
    [rep, low],
  ])
    updateRecord(built.actor(), 'User', id ?? '', { UserRoleId: role });
  return { ...built, middle, boss, lead, rep, other };
}

const sees = ({ org, actor }: AnOrg, userId: string, object = 'Account'): number =>
  runQuery(org, actor(userId).access, { soql: `SELECT COUNT() FROM ${object}`, version: '68.0' }).totalSize;

test('a private record is seen by its owner and whoever stands above, not beside', () => {
  const built = people('Private');
  built.insert('Account', { Name: 'A' }, built.rep);
  assert.deepEqual(
    [built.boss, built.lead, built.rep, built.other, built.org.adminId].map((id) => sees(built, id)),
    [1, 1, 1, 0, 1],
  );
  built.org.close();
});

test('organisation-wide defaults decide about reading, editing and deleting', () => {
  const built = people('Private');
  const outcomes = (['Private', 'Read', 'ReadWrite', 'FullAccess'] as const).map((sharing) => {
    built.org.schema.put({ ...built.object('Account'), sharing });
    for (const { Id } of built.org.store.find(built.object('Account'), {}))
      built.org.store.remove(built.object('Account'), String(Id));
    const id = built.insert('Account', { Name: 'A' }, built.rep);
    const other = () => built.actor(built.other);
    return [
      sees(built, built.other),
      refusal(() => updateRecord(other(), 'Account', id, { Name: 'B' })),
      refusal(() => deleteRecord(other(), 'Account', id)),
    ];
  });
  built.org.close();
  const missing = '404 NOT_FOUND The requested resource does not exist';
  const refused = '403 INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id';
  assert.deepEqual(outcomes, [
    [0, missing, missing],
    [1, refused, refused],
    [1, 'done', refused],
    [1, 'done', 'done'],
  ]);
});

test('a share opens a record to a user, a group in a group, a role and its subordinates, a queue', () => {
  const built = people('Private');
  const { insert, other, rep } = built;
  const account = insert('Account', { Name: 'A' });
  const inner = insert('Group', { Name: 'Inner', DeveloperName: 'Inner', Type: 'Regular' });
  const outer = insert('Group', { Name: 'Outer', DeveloperName: 'Outer', Type: 'Regular' });
  insert('GroupMember', { GroupId: inner, UserOrGroupId: other });
  insert('GroupMember', { GroupId: outer, UserOrGroupId: inner });
  insert('AccountShare', { AccountId: account, UserOrGroupId: outer, AccountAccessLevel: 'Edit' });
  assert.equal(sees(built, other), 1);
  assert.equal(
    refusal(() => updateRecord(built.actor(other), 'Account', account, { Name: 'B' })),
    'done',
  );
  assert.match(
    refusal(() => deleteRecord(built.actor(other), 'Account', account)),
    /^403 INSUFFICIENT/,
  );
  const roles = built.org.schema.object('Group');
  assert.ok(roles);
  const id = built.org.store.newId(roles);
  built.org.store.insert(roles, { Id: id, Name: 'Below', Type: 'RoleAndSubordinates', RelatedId: built.middle });
  insert('AccountShare', { AccountId: account, UserOrGroupId: id, AccountAccessLevel: 'Read' });
  assert.equal(sees(built, rep), 1);
  assert.equal(sees(built, built.boss), 1, 'managers reach what their people reach');
  const queue = insert('Group', { Name: 'Queue', DeveloperName: 'Queue', Type: 'Queue' });
  insert('GroupMember', { GroupId: queue, UserOrGroupId: other });
  built.org.schema.put({ ...built.object('Lead'), sharing: 'Private' });
  insert('Lead', { LastName: 'Queued', Company: 'C', Status: 'Open', OwnerId: queue });
  assert.deepEqual([sees(built, other, 'Lead'), sees(built, rep, 'Lead')], [1, 0]);
  built.org.close();
});

test('shares are made by who has full access, and must give more than everybody has', () => {
  const built = people('Read');
  const { insert, rep, other } = built;
  const account = insert('Account', { Name: 'A' }, rep);
  const share = (user: string, level: string, more = {}) =>
    refusal(() =>
      insert('AccountShare', { AccountId: account, UserOrGroupId: other, AccountAccessLevel: level, ...more }, user),
    );
  assert.equal(
    share(other, 'Edit'),
    `400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY insufficient access rights on cross-reference id: ${account.slice(0, 15)}`,
  );
  assert.equal(
    share(rep, 'Read'),
    '400 FIELD_INTEGRITY_EXCEPTION field integrity exception: AccountAccessLevel (trivial share level Read, for organization with default level Read)',
  );
  assert.match(share(rep, 'All'), /^400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST/);
  assert.match(share(rep, 'Edit', { RowCause: 'Owner' }), /^400 FIELD_INTEGRITY_EXCEPTION/);
  assert.equal(share(rep, 'Edit'), 'done');
  assert.equal(sees(built, rep, 'AccountShare'), 1);
  const stranger = built.user('stranger');
  assert.match(
    refusal(() => sees(built, stranger, 'AccountShare')),
    /^400 INVALID_TYPE/,
  );
  built.org.close();
});

test('who has no access to a private account sees no contact of it, nor a task about it', () => {
  const built = people('Private');
  const { insert, other, rep } = built;
  const account = insert('Account', { Name: 'A' }, rep);
  insert('Contact', { LastName: 'Of the account', AccountId: account }, rep);
  insert('Contact', { LastName: 'Alone' }, other);
  insert('Task', { Subject: 'Call', WhatId: account, Status: 'Open', Priority: 'High' });
  assert.deepEqual([sees(built, other, 'Contact'), sees(built, rep, 'Contact')], [1, 1]);
  assert.deepEqual([sees(built, other, 'Task'), sees(built, rep, 'Task')], [0, 1]);
  assert.match(
    refusal(() => insert('Contact', { LastName: 'X', AccountId: account }, other)),
    /^400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY insufficient access rights on cross-reference id: 001/,
  );
  built.org.close();
});

test('a record is given away by its owner, to somebody active who may read it', () => {
  const built = people('ReadWrite');
  const { insert, actor, rep, other } = built;
  const account = insert('Account', { Name: 'A' }, rep);
  const give = (user: string, OwnerId: string) =>
    refusal(() => updateRecord(actor(user), 'Account', account, { OwnerId }));
  assert.match(give(other, other), /^403 INSUFFICIENT_ACCESS_OR_READONLY/);
  const stranger = built.user('stranger');
  assert.equal(give(rep, stranger), '400 TRANSFER_REQUIRES_READ The new owner must have read permission');
  updateRecord(actor(), 'User', stranger, { IsActive: false });
  assert.match(give(rep, stranger), /^400 INACTIVE_OWNER_OR_USER operation performed with inactive user/);
  assert.equal(give(rep, other), 'done');
  assert.equal(give(other, rep), 'done');
  built.org.close();
});

/** Random owners, parents and shares; the two ways of asking must agree for every record and every user. */
test('the condition on many records and the level of one record say the same', () => {
  for (const sharing of ['Private', 'Read', 'ControlledByParent'] as const) {
    const built = people(sharing);
    const { org, insert, actor } = built;
    const users = [built.boss, built.lead, built.rep, built.other, org.adminId];
    const objects = ['Account', 'AccountShare', 'Contact', 'Opportunity', 'Task', 'OpportunityContactRole'];
    const step = fc.record({
      what: fc.constantFrom('Account', 'Contact', 'Opportunity', 'Task', 'AccountShare', 'OpportunityContactRole'),
      owner: fc.nat(users.length - 1),
      parent: fc.option(fc.nat(3)),
      share: fc.nat(users.length - 1),
      level: fc.constantFrom('Read', 'Edit'),
    });
    const made: Record<string, string[]> = { Account: [], Contact: [], Opportunity: [] };
    const pick = (object: string, at: number | null): string | null =>
      at === null ? null : (made[object]?.at(-1 - at) ?? null);
    const apply = ({ what, owner, parent, share, level }: typeof step extends fc.Arbitrary<infer T> ? T : never) => {
      const OwnerId = users[owner];
      const account = pick('Account', parent);
      const opportunity = pick('Opportunity', parent ?? 0);
      if (what === 'Account') made['Account']?.push(insert(what, { Name: 'A', OwnerId }));
      if (what === 'Contact') made['Contact']?.push(insert(what, { LastName: 'C', OwnerId, AccountId: account }));
      const sale = { Name: 'O', StageName: 'Open', CloseDate: '2026-11-20', OwnerId, AccountId: account };
      if (what === 'Opportunity') made['Opportunity']?.push(insert(what, sale));
      const WhoId = pick('Contact', parent);
      if (what === 'Task') insert(what, { Subject: 'T', OwnerId, WhatId: account, WhoId });
      if (what === 'AccountShare' && account)
        refusal(() => insert(what, { AccountId: account, UserOrGroupId: users[share], AccountAccessLevel: level }));
      if (what === 'OpportunityContactRole' && opportunity && WhoId)
        insert(what, { OpportunityId: opportunity, ContactId: WhoId });
    };
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 12 }), (steps) => {
        steps.forEach(apply);
        for (const userId of users) {
          const { access } = actor(userId);
          for (const object of objects.map(built.object)) {
            const condition = visibleRecords(org, access, object, 't');
            const where = condition ? ` WHERE ${condition.sql}` : '';
            const seen = new Set(
              org.store
                .all(`SELECT t."Id" FROM "${object.name}" t${where}`, [...(condition?.parameters ?? [])])
                .map((row) => row['Id']),
            );
            for (const row of org.store.find(object, {})) {
              const level = recordLevel(org, access, object, row);
              assert.equal(seen.has(row['Id'] ?? ''), level !== 'none', `${sharing} ${object.name} ${level}`);
            }
          }
        }
      }),
      runs(6),
    );
    org.close();
  }
});
