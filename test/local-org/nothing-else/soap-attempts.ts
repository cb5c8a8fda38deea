import { type Attempt, soapCall } from './attempts.ts';
import type { World } from './world.ts';

type Operation = readonly [inner: string, outcome: string];

/** What each operation of the partner and the enterprise API is tried with. A new operation needs an entry. */
export function recordOperations(world: World): Readonly<Record<string, readonly Operation[]>> {
  const { open, hidden, deleted, records, narrowId, setId } = world;
  const account = records.get('Account');
  const query = (soql: string) => `<queryString>${soql}</queryString>`;
  const record = (type: string, fields: string) =>
    `<sObjects xsi:type="${type}"><type>${type}</type>${fields}</sObjects>`;
  const queried: readonly Operation[] = [
    [query('SELECT Secret__c FROM Ticket__c'), '500 INVALID_FIELD'],
    [query('SELECT Id FROM Ticket__c ORDER BY Secret__c'), '500 INVALID_FIELD'],
    [query('SELECT Id FROM Account'), '500 INVALID_TYPE'],
    [query('SELECT Id, (SELECT Id FROM Vaults__r) FROM Ticket__c'), '500 INVALID_FIELD'],
  ];
  return {
    query: queried,
    queryAll: queried,
    queryMore: [[`<queryLocator>${world.locator}</queryLocator>`, '500 INVALID_QUERY_LOCATOR']],
    retrieve: [
      [
        `<fieldList>Id,Secret__c</fieldList><sObjectType>Ticket__c</sObjectType><ids>${open}</ids>`,
        '500 INVALID_FIELD',
      ],
      [`<fieldList>Id,Status__c</fieldList><sObjectType>Ticket__c</sObjectType><ids>${hidden}</ids>`, '200'],
      [`<fieldList>Id,Name</fieldList><sObjectType>Account</sObjectType><ids>${account}</ids>`, '500 INVALID_TYPE'],
    ],
    search: [
      ['<searchString>FIND {canary*} RETURNING Ticket__c(Id, Secret__c)</searchString>', '500 INVALID_FIELD'],
      ['<searchString>FIND {canary*} RETURNING Account(Id)</searchString>', '500 INVALID_TYPE'],
    ],
    create: [
      [record('Ticket__c', '<Status__c>x</Status__c>'), '200 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
      [record('Ticket__c', '<Secret__c>x</Secret__c>'), '500 INVALID_FIELD'],
      [record('Account', '<Name>x</Name>'), '500 INVALID_TYPE'],
      [
        record(
          'PermissionSetAssignment',
          `<AssigneeId>${narrowId}</AssigneeId><PermissionSetId>${setId}</PermissionSetId>`,
        ),
        '500 INVALID_TYPE',
      ],
    ],
    update: [
      [record('Ticket__c', `<Id>${open}</Id><Secret__c>x</Secret__c>`), '500 INVALID_FIELD'],
      [record('Ticket__c', `<Id>${open}</Id><fieldsToNull>Secret__c</fieldsToNull>`), '500 INVALID_FIELD'],
      [record('Ticket__c', `<Id>${hidden}</Id><Status__c>x</Status__c>`), '200 INVALID_CROSS_REFERENCE_KEY'],
      [record('Ticket__c', `<Id>${account}</Id><Status__c>x</Status__c>`), '200 INVALID_CROSS_REFERENCE_KEY'],
      [
        record('User', `<Id>${narrowId}</Id><ProfileId>${records.get('Profile')}</ProfileId>`),
        '200 INSUFFICIENT_ACCESS',
      ],
      [record('Account', `<Id>${account}</Id><Name>x</Name>`), '500 INVALID_TYPE'],
    ],
    upsert: [
      [
        `<externalIDFieldName>Key__c</externalIDFieldName>${record('Ticket__c', '<Key__c>open</Key__c>')}`,
        '500 INVALID_FIELD',
      ],
      [
        `<externalIDFieldName>Key__c</externalIDFieldName>${record('Ticket__c', '<Status__c>x</Status__c>')}`,
        '200 MISSING_ARGUMENT',
      ],
      [
        `<externalIDFieldName>Id</externalIDFieldName>${record('Ticket__c', '<Status__c>x</Status__c>')}`,
        '200 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      ],
    ],
    delete: [
      [`<ids>${open}</ids><ids>${hidden}</ids>`, '200 INSUFFICIENT_ACCESS_OR_READONLY'],
      [`<ids>${account}</ids>`, '200 INVALID_CROSS_REFERENCE_KEY'],
    ],
    undelete: [
      [`<ids>${deleted}</ids>`, '200 INSUFFICIENT_ACCESS_OR_READONLY'],
      [`<ids>${account}</ids>`, '200 INVALID_ID_FIELD'],
    ],
    emptyRecycleBin: [[`<ids>${deleted}</ids>`, '200 INSUFFICIENT_ACCESS_OR_READONLY']],
    describeGlobal: [['', '200']],
    describeSObject: [
      ['<sObjectType>Ticket__c</sObjectType>', '200'],
      ['<sObjectType>Account</sObjectType>', '500 INVALID_TYPE'],
    ],
    describeSObjects: [['<sObjectType>Ticket__c</sObjectType><sObjectType>Vault__c</sObjectType>', '500 INVALID_TYPE']],
    getUserInfo: [['', '200']],
    getServerTimestamp: [['', '200']],
    invalidateSessions: [[`<sessionIds>${world.admin.token}</sessionIds>`, '200 INVALID_SESSION_ID']],
    setPassword: [
      [`<userId>${world.org.org.adminId}</userId><password>Correct1!horse</password>`, '500 INSUFFICIENT_ACCESS'],
    ],
    resetPassword: [[`<userId>${world.org.org.adminId}</userId>`, '500 INSUFFICIENT_ACCESS']],
    login: [[`<username>${world.org.adminUsername}</username><password>guess</password>`, '500 INVALID_OPERATION']],
    // Ends the own session: tried last, with a session of its own.
    logout: [],
  };
}

/** Operations of the Metadata API: all of them ask for a right that the user has not. */
export function metadataOperations({ deployment }: World): Readonly<Record<string, readonly Operation[]>> {
  const REFUSED = '500 INSUFFICIENT_ACCESS';
  const set = '<metadata xsi:type="PermissionSet"><fullName>Narrow</fullName><label>x</label></metadata>';
  const named = '<type>PermissionSet</type><fullNames>Narrow</fullNames>';
  return {
    describeMetadata: [['', REFUSED]],
    listMetadata: [['<queries><type>CustomObject</type></queries>', REFUSED]],
    readMetadata: [[named, REFUSED]],
    createMetadata: [[set, REFUSED]],
    updateMetadata: [[set, REFUSED]],
    upsertMetadata: [[set, REFUSED]],
    deleteMetadata: [[named, REFUSED]],
    retrieve: [['<request><apiVersion>60.0</apiVersion></request>', REFUSED]],
    checkRetrieveStatus: [[`<asyncProcessId>${deployment}</asyncProcessId>`, REFUSED]],
    deploy: [['<ZipFile></ZipFile>', REFUSED]],
    checkDeployStatus: [
      [`<asyncProcessId>${deployment}</asyncProcessId><includeDetails>true</includeDetails>`, REFUSED],
    ],
    cancelDeploy: [[`<String>${deployment}</String>`, REFUSED]],
    deployRecentValidation: [[`<validationId>${deployment}</validationId>`, REFUSED]],
  };
}

function attempts(
  world: World,
  api: string,
  operations: Readonly<Record<string, readonly Operation[]>>,
): readonly Attempt[] {
  return Object.entries(operations).flatMap(([name, tried]) =>
    tried.map(([inner, outcome]) => soapCall(world, api, name, inner, outcome)),
  );
}

/** What every SOAP API is tried with, besides its operations. */
function alike(world: World, api: string): readonly Attempt[] {
  return [
    soapCall(
      world,
      api,
      'query',
      '<queryString>SELECT Id FROM Ticket__c</queryString>',
      '500 INVALID_SESSION_ID',
      'guessed',
    ),
    soapCall(world, api, 'nothing', '', api.startsWith('m') ? '500 INSUFFICIENT_ACCESS' : '500 INVALID_OPERATION'),
  ];
}

/** Every other way in over SOAP. */
export function soapAttempts(world: World): Readonly<Record<string, readonly Attempt[]>> {
  const org = world.org.org.id.slice(0, 15);
  const both = (letter: string, operations: Readonly<Record<string, readonly Operation[]>>) => ({
    [`POST /services/Soap/${letter}/:version`]: [
      ...attempts(world, `${letter}/60.0`, operations),
      ...alike(world, `${letter}/60.0`),
    ],
    [`POST /services/Soap/${letter}/:version/:org`]: attempts(world, `${letter}/60.0/${org}`, operations),
  });
  const apex: Readonly<Record<string, readonly Operation[]>> = {
    executeAnonymous: [['<String>delete [SELECT Id FROM Account];</String>', '500 INSUFFICIENT_ACCESS']],
  };
  const BASE = '/services/data/:version/metadata/deployRequest';
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
  return {
    ...both('u', recordOperations(world)),
    ...both('c', recordOperations(world)),
    ...both('m', metadataOperations(world)),
    ...both('s', apex),
    [`POST ${BASE}`]: [
      {
        method: 'POST',
        path: 'metadata/deployRequest',
        body: '--x--',
        headers: multipart,
        outcome: '403 INSUFFICIENT_ACCESS',
      },
      {
        method: 'POST',
        path: 'metadata/deployRequest',
        body: { validatedDeployRequestId: world.deployment },
        outcome: '403 INSUFFICIENT_ACCESS',
      },
    ],
    [`GET ${BASE}/:id`]: [
      {
        method: 'GET',
        path: `metadata/deployRequest/${world.deployment}?includeDetails=true`,
        outcome: '403 INSUFFICIENT_ACCESS',
      },
    ],
  };
}
