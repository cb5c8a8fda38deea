import { type Attempt, gets, queries } from './attempts.ts';
import type { World } from './world.ts';

const SECRET = '400 INVALID_FIELD';
const HIDDEN = '404 NOT_FOUND';
const NO_TYPE = '400 INVALID_TYPE';

/** Ways of asking for more by a query: each clause, each path, each function. */
function queriesFor(resource: string): readonly Attempt[] {
  return queries(
    resource,
    ['SELECT Secret__c FROM Ticket__c', SECRET],
    ['SELECT Id FROM Ticket__c WHERE Secret__c != null', SECRET],
    ["SELECT Id FROM Ticket__c WHERE Secret__c LIKE 'c%'", SECRET],
    ['SELECT Id FROM Ticket__c ORDER BY Secret__c', SECRET],
    ['SELECT COUNT(Id) FROM Ticket__c GROUP BY Secret__c', SECRET],
    ['SELECT Secret__c, COUNT(Id) FROM Ticket__c GROUP BY ROLLUP(Secret__c)', SECRET],
    ['SELECT COUNT(Id) FROM Ticket__c GROUP BY Status__c HAVING MAX(Secret__c) != null', SECRET],
    ['SELECT MAX(Secret__c) FROM Ticket__c', SECRET],
    ['SELECT SUM(Amount__c) FROM Ticket__c', SECRET],
    ['SELECT toLabel(Picks__c) FROM Ticket__c', SECRET],
    ['SELECT FORMAT(Secret__c) FROM Ticket__c', SECRET],
    ['SELECT t.Secret__c FROM Ticket__c t', SECRET],
    ['SELECT Ticket__c.Secret__c FROM Ticket__c', SECRET],
    ['SELECT Account__c FROM Ticket__c', SECRET],
    ['SELECT Account__r.Name FROM Ticket__c', SECRET],
    ["SELECT Id FROM Ticket__c WHERE Account__r.Name LIKE '%'", SECRET],
    ['SELECT Id FROM Ticket__c WHERE Account__c IN (SELECT Id FROM Account)', SECRET],
    ['SELECT Id FROM Ticket__c WHERE Id IN (SELECT Ticket__c FROM Vault__c)', NO_TYPE],
    ["SELECT Id FROM Ticket__c WHERE Id NOT IN (SELECT Ticket__c FROM Part__c WHERE Note__c = 'x')", NO_TYPE],
    ['SELECT (SELECT Note__c FROM Parts__r) FROM Ticket__c', SECRET],
    ['SELECT (SELECT Note__c FROM Vaults__r) FROM Ticket__c', SECRET],
    ['SELECT Owner.Profile.UserLicense.Name FROM Ticket__c', SECRET],
    ['SELECT CreatedBy.ContactId, CreatedBy.Contact.Email FROM Ticket__c', SECRET],
    ['SELECT TYPEOF Owner WHEN User THEN Contact.Name END FROM Ticket__c', SECRET],
    ['SELECT FIELDS(ALL) FROM Ticket__c LIMIT 200', '200'],
    ['SELECT FIELDS(CUSTOM) FROM Ticket__c LIMIT 200', '200'],
    ["SELECT Id FROM Ticket__c WHERE Status__c LIKE 'hidden%'", '200'],
    ['SELECT Status__c, COUNT(Id) FROM Ticket__c GROUP BY Status__c', '200'],
    ['SELECT MAX(Status__c), MIN(Status__c) FROM Ticket__c', '200'],
    ['SELECT Id, Status__c FROM Ticket__c USING SCOPE everything', '200'],
    ['SELECT Id, Status__c FROM Ticket__c WITH SECURITY_ENFORCED', '200'],
    ['SELECT Id FROM Account', NO_TYPE],
    ['SELECT COUNT() FROM Account', NO_TYPE],
    ["SELECT Id FROM Vault__c WHERE Note__c = 'x'", NO_TYPE],
    ['SELECT Id, PermissionsRead FROM ObjectPermissions', NO_TYPE],
    ['SELECT Id FROM PermissionSet', NO_TYPE],
    ['SELECT AssigneeId FROM PermissionSetAssignment', NO_TYPE],
    ['SELECT Id, LogFile FROM EventLogFile', NO_TYPE],
    ['SELECT Id, Most__c FROM Limits__c', NO_TYPE],
    ['SELECT Id, Value__c FROM Kind__mdt', NO_TYPE],
    ['SELECT AppName, UserId FROM OauthToken', '200'],
    ['SELECT Id, Application FROM LoginHistory', NO_TYPE],
    ['SELECT Id FROM ApexLog', NO_TYPE],
  );
}

/** What the virtual objects tell: only of what the user may use, and nothing of other users. */
function virtualQueries({ org, open, hidden }: World): readonly Attempt[] {
  const [admin] = org.org.store.all('SELECT "Id" FROM "User" WHERE "Username" = ?', [org.adminUsername]);
  return queries(
    'query',
    [`SELECT QualifiedApiName, Label FROM EntityDefinition`, '200'],
    [`SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Vault__c'`, '200'],
    [
      `SELECT QualifiedApiName, Label FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Ticket__c'`,
      '200',
    ],
    [`SELECT QualifiedApiName, Label FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Vault__c'`, '200'],
    [`SELECT QualifiedApiName, Label FROM EntityParticle WHERE EntityDefinition.QualifiedApiName = 'Ticket__c'`, '200'],
    [
      `SELECT RecordId, HasReadAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${admin?.['Id']}' AND RecordId IN ('${hidden}', '${open}')`,
      '200',
    ],
    [
      `SELECT IsReadable FROM UserEntityAccess WHERE UserId = '${admin?.['Id']}' AND EntityDefinition.QualifiedApiName = 'Vault__c'`,
      '200',
    ],
  );
}

type Attempts = Readonly<Record<string, readonly Attempt[]>>;

/** Every other way in over REST, route by route. */
export function restAttempts(world: World): Attempts {
  const { open, hidden, deleted, records } = world;
  const account = records.get('Account');
  const DATA = '/services/data/:version';
  return {
    'GET /services/data': [{ method: 'GET', path: '/services/data', token: '', outcome: '200' }],
    [`GET ${DATA}`]: [
      ...gets(['/services/data/v68.0', '200'], ['/services/data/v30.0', '410 GONE'], ['/services/data/v99.0', HIDDEN]),
      { method: 'GET', path: '/services/data/v68.0', token: '', outcome: '401 INVALID_SESSION_ID' },
      {
        method: 'GET',
        path: '/services/data/v68.0',
        token: `${world.narrow.token}x`,
        outcome: '401 INVALID_SESSION_ID',
      },
    ],
    [`GET ${DATA}/limits`]: gets(['limits', '403 FORBIDDEN']),
    [`GET ${DATA}/limits/recordCount`]: gets(
      ['limits/recordCount', '403 INSUFFICIENT_ACCESS'],
      ['limits/recordCount?sObjects=Ticket__c,Account', '403 INSUFFICIENT_ACCESS'],
    ),
    [`GET ${DATA}/recent`]: gets(['recent', '200']),
    [`GET ${DATA}/sobjects`]: gets(['sobjects', '200']),
    [`GET ${DATA}/sobjects/:object`]: gets(
      ['sobjects/Account', HIDDEN],
      ['sobjects/Vault__c', HIDDEN],
      ['sobjects/Nothing__c', HIDDEN],
      ['sobjects/Ticket__c', '200'],
      ['sobjects/..%2fAccount', HIDDEN],
    ),
    [`GET ${DATA}/sobjects/:object/describe`]: gets(
      ['sobjects/Account/describe', HIDDEN],
      ['sobjects/Part__c/describe', HIDDEN],
      ['sobjects/PermissionSet/describe', HIDDEN],
      ['sobjects/Ticket__c/describe', '200'],
    ),
    [`GET ${DATA}/sobjects/:object/:id`]: gets(
      [`sobjects/Ticket__c/${open}`, '200'],
      [`sobjects/Ticket__c/${open}?fields=Secret__c`, SECRET],
      [`sobjects/Ticket__c/${open}?fields=Status__c,Account__r.Name`, SECRET],
      [`sobjects/Ticket__c/${hidden}`, HIDDEN],
      [`sobjects/Ticket__c/${hidden.slice(0, 15)}`, HIDDEN],
      [`sobjects/Ticket__c/${deleted}`, '404 ENTITY_IS_DELETED'],
      [`sobjects/Account/${account}`, HIDDEN],
      [`sobjects/Ticket__c/${account}`, HIDDEN],
      [`sobjects/Ticket__c/Secret__c`, '400 MALFORMED_ID'],
    ),
    [`GET ${DATA}/sobjects/:object/:id/:value`]: gets(
      [`sobjects/Ticket__c/Key__c/open`, HIDDEN],
      [`sobjects/Ticket__c/Secret__c/x`, HIDDEN],
      [`sobjects/Ticket__c/Id/${hidden}`, HIDDEN],
      [`sobjects/Ticket__c/${open}/Account__r`, HIDDEN],
      [`sobjects/Ticket__c/${open}/Parts__r`, HIDDEN],
      [`sobjects/Ticket__c/${open}/Vaults__r`, HIDDEN],
      [`sobjects/Ticket__c/${hidden}/Owner`, HIDDEN],
      [`sobjects/User/${world.narrowId}/Contact`, HIDDEN],
      ...contentPaths(world),
    ),
    [`POST ${DATA}/sobjects/:object`]: [
      {
        method: 'POST',
        path: 'sobjects/Ticket__c',
        body: { Status__c: 'x' },
        outcome: '400 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      },
      { method: 'POST', path: 'sobjects/Ticket__c', body: { Secret__c: 'x' }, outcome: SECRET },
      { method: 'POST', path: 'sobjects/Account', body: { Name: 'x' }, outcome: HIDDEN },
      {
        method: 'POST',
        path: 'sobjects/Ticket__Share',
        body: share(world, hidden),
        outcome: '400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      },
      {
        method: 'POST',
        path: 'sobjects/Ticket__Share',
        body: share(world, open),
        outcome: '400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      },
      {
        method: 'POST',
        path: 'sobjects/PermissionSetAssignment',
        body: { AssigneeId: world.narrowId, PermissionSetId: world.setId },
        outcome: HIDDEN,
      },
      { method: 'POST', path: 'sobjects/User', body: { LastName: 'x' }, outcome: '403 INSUFFICIENT_ACCESS' },
      { method: 'POST', path: 'sobjects/Group', body: { Name: 'x' }, outcome: '403 INSUFFICIENT_ACCESS' },
      {
        method: 'POST',
        path: 'sobjects/GroupMember',
        body: { GroupId: records.get('Group'), UserOrGroupId: world.narrowId },
        outcome: '403 INSUFFICIENT_ACCESS',
      },
      { method: 'POST', path: 'sobjects/UserRole', body: { Name: 'x' }, outcome: '403 INSUFFICIENT_ACCESS' },
    ],
    [`PATCH ${DATA}/sobjects/:object/:id`]: [
      { method: 'PATCH', path: `sobjects/Ticket__c/${open}`, body: { Secret__c: 'x' }, outcome: SECRET },
      {
        method: 'PATCH',
        path: `sobjects/Ticket__c/${open}`,
        body: { Status__c: 'x', Secret__c: 'x' },
        outcome: SECRET,
      },
      {
        method: 'PATCH',
        path: `sobjects/Ticket__c/${open}`,
        body: { Name: 'x' },
        outcome: '400 INVALID_FIELD_FOR_INSERT_UPDATE',
      },
      {
        method: 'PATCH',
        path: `sobjects/Ticket__c/${open}`,
        body: { IsDeleted: true },
        outcome: '400 INVALID_FIELD_FOR_INSERT_UPDATE',
      },
      { method: 'PATCH', path: `sobjects/Ticket__c/${open}`, body: { Account__r: { Name: 'x' } }, outcome: SECRET },
      {
        what: 'taking over a ticket',
        method: 'PATCH',
        path: `sobjects/Ticket__c/${open}`,
        body: { OwnerId: world.narrowId },
        outcome: '403 INSUFFICIENT_ACCESS_OR_READONLY',
      },
      { method: 'PATCH', path: `sobjects/Ticket__c/${hidden}`, body: { Status__c: 'x' }, outcome: HIDDEN },
      {
        method: 'PATCH',
        path: `sobjects/Ticket__c/${deleted}`,
        body: { Status__c: 'x' },
        outcome: '404 ENTITY_IS_DELETED',
      },
      { method: 'PATCH', path: `sobjects/Account/${account}`, body: { Name: 'x' }, outcome: HIDDEN },
      {
        what: 'a profile for oneself',
        method: 'PATCH',
        path: `sobjects/User/${world.narrowId}`,
        body: { ProfileId: records.get('Profile') },
        outcome: '403 INSUFFICIENT_ACCESS',
      },
      {
        what: 'more in the own set',
        method: 'PATCH',
        path: `sobjects/PermissionSet/${world.setId}`,
        body: { PermissionsModifyAllData: true },
        outcome: HIDDEN,
      },
      {
        method: 'PATCH',
        path: `sobjects/Organization/${records.get('Organization')}`,
        body: { Name: 'x' },
        outcome: '403 INSUFFICIENT_ACCESS',
      },
    ],
    [`DELETE ${DATA}/sobjects/:object/:id`]: [
      { method: 'DELETE', path: `sobjects/Ticket__c/${open}`, outcome: '403 INSUFFICIENT_ACCESS_OR_READONLY' },
      { method: 'DELETE', path: `sobjects/Ticket__c/${hidden}`, outcome: '403 INSUFFICIENT_ACCESS_OR_READONLY' },
      { method: 'DELETE', path: `sobjects/Account/${account}`, outcome: HIDDEN },
      {
        what: 'a share of the open ticket',
        method: 'DELETE',
        path: `sobjects/Ticket__Share/${shareOf(world)}`,
        outcome: '403 INSUFFICIENT_ACCESS_OR_READONLY',
      },
    ],
    [`PATCH ${DATA}/sobjects/:object/:id/:value`]: [
      { method: 'PATCH', path: `sobjects/Ticket__c/Key__c/open`, body: { Status__c: 'x' }, outcome: HIDDEN },
      { method: 'PATCH', path: `sobjects/Ticket__c/Key__c/new`, body: { Status__c: 'x' }, outcome: HIDDEN },
      { method: 'PATCH', path: `sobjects/Ticket__c/Id/${hidden}`, body: { Status__c: 'x' }, outcome: HIDDEN },
      { method: 'PATCH', path: `sobjects/Ticket__c/Id/${open}`, body: { Secret__c: 'x' }, outcome: SECRET },
      { method: 'PATCH', path: `sobjects/Account/Id/${account}`, body: { Name: 'x' }, outcome: HIDDEN },
    ],
    [`GET ${DATA}/query`]: [...queriesFor('query'), ...virtualQueries(world)],
    [`GET ${DATA}/queryAll`]: [
      ...queriesFor('queryAll'),
      ...queries('queryAll', ['SELECT Id, Status__c FROM Ticket__c WHERE IsDeleted = true', '200']),
    ],
    [`GET ${DATA}/query/:locator`]: gets(
      [`query/${world.locator}`, '400 INVALID_QUERY_LOCATOR'],
      ['query/01g000000000000AAA-2000', '400 INVALID_QUERY_LOCATOR'],
    ),
    [`GET ${DATA}/queryAll/:locator`]: gets([`queryAll/${world.locator}`, '400 INVALID_QUERY_LOCATOR']),
    [`GET ${DATA}/search`]: queries(
      'search',
      ['FIND {canaryQ7}', '400 MALFORMED_SEARCH'],
      ['FIND {canary*} IN ALL FIELDS RETURNING Ticket__c(Id, Status__c)', '200'],
      ['FIND {canary*} RETURNING Ticket__c(Id, Secret__c)', SECRET],
      ["FIND {open} RETURNING Ticket__c(Id WHERE Secret__c LIKE 'c%')", SECRET],
      ['FIND {open} RETURNING Ticket__c(Id ORDER BY Secret__c)', SECRET],
      ['FIND {canary*} RETURNING Account(Id, Name)', NO_TYPE],
      ['FIND {canary*} RETURNING Ticket__c(Id), Vault__c(Id)', NO_TYPE],
      ['FIND {canary*} RETURNING User(Id)', NO_TYPE],
    ),
    [`GET ${DATA}/sobjects/User/:id/password`]: gets(
      [`sobjects/User/${world.narrowId}/password`, '200'],
      [`sobjects/User/${records.get('Account')}/password`, HIDDEN],
    ),
    [`POST ${DATA}/sobjects/User/:id/password`]: [
      {
        method: 'POST',
        path: `sobjects/User/${world.org.org.adminId}/password`,
        body: { NewPassword: 'Correct1!horse' },
        outcome: '403 INSUFFICIENT_ACCESS',
      },
    ],
    [`DELETE ${DATA}/sobjects/User/:id/password`]: [
      { method: 'DELETE', path: `sobjects/User/${world.org.org.adminId}/password`, outcome: '403 INSUFFICIENT_ACCESS' },
    ],
  };
}

/** Bytes that stand behind records: files, attachments, logs. */
function contentPaths({ records }: World): readonly (readonly [string, string])[] {
  const behind: readonly (readonly [string, string])[] = [
    ['Attachment', 'Body'],
    ['ContentVersion', 'VersionData'],
    ['Document', 'Body'],
    ['EventLogFile', 'LogFile'],
    ['ApexLog', 'Body'],
    ['StaticResource', 'Body'],
  ];
  return behind.map(([object, field]) => [`sobjects/${object}/${records.get(object)}/${field}`, HIDDEN] as const);
}

function share({ narrowId }: World, ParentId: string) {
  return { ParentId, UserOrGroupId: narrowId, AccessLevel: 'Edit' };
}

function shareOf({ org, open }: World): string {
  return String(org.org.store.all('SELECT "Id" FROM "Ticket__Share" WHERE "ParentId" = ?', [open])[0]?.['Id']);
}
