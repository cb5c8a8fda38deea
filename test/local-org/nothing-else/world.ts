import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { keepJob } from '../../../src/local-org/metadata/jobs.ts';
import type { FieldType, ObjectType } from '../../../src/local-org/schema/object-type.ts';
import type { StoredRow, StoredValue } from '../../../src/local-org/store/store.ts';
import { apiUser, type Client, grant, type TestOrg, testOrg } from '../client.ts';
import { deployTo, metadataFile } from '../deployment.ts';

/** Stands in everything that the integration user may not read: an answer that has it is a leak. */
export const CANARY = 'canaryQ7';

/**
 * Objects that every user of a real org reads, whatever the permissions: people, groups, names of apps and profiles, and
 * what one may do oneself. They are part of what the platform is; whoever adds one here says that it is.
 */
export const OPEN: ReadonlySet<string> = new Set([
  'AppMenuItem',
  'BusinessHours',
  'EntityDefinition',
  'EntityParticle',
  'FieldDefinition',
  'Group',
  'GroupMember',
  'Holiday',
  'OauthToken',
  'Organization',
  'Profile',
  'QueueSobject',
  'RecordType',
  'TabSet',
  'User',
  'UserEntityAccess',
  'UserFieldAccess',
  'UserPermissionAccess',
  'UserRecordAccess',
  'UserRole',
]);

/**
 * An org with a user who may read and edit `Ticket__c.Status__c` and nothing else. One ticket is shared with the user;
 * another, and a record of every other object, is not.
 */
export interface World {
  readonly org: TestOrg;
  /** The integration user. */
  readonly narrow: Client;
  readonly narrowId: string;
  readonly admin: Client;
  readonly setId: string;
  /** The ticket that the user sees, and the one that sharing hides. */
  readonly open: string;
  readonly hidden: string;
  /** A ticket in the recycle bin that the user saw before. */
  readonly deleted: string;
  /** Where a query of the administrator goes on, and Bulk jobs of the administrator, which are over. */
  readonly locator: string;
  readonly queryJob: string;
  readonly ingestJob: string;
  /** A deployment of the administrator. */
  readonly deployment: string;
  /** A record of each object, by its name. */
  readonly records: ReadonlyMap<string, string>;
  /** Of records, set-up, schema and switches: the same as long as nothing changes. */
  fingerprint(): string;
}

const filesWith = (secret: string): Readonly<Record<string, string>> => ({
  'objects/Ticket__c.object': metadataFile(
    'CustomObject',
    `<label>Ticket</label><pluralLabel>Tickets</pluralLabel><sharingModel>Private</sharingModel>
    <nameField><label>Number</label><type>AutoNumber</type></nameField>
    <fields><fullName>Status__c</fullName><type>Text</type><length>80</length><label>Status</label></fields>
    <fields><fullName>Secret__c</fullName><type>Text</type><length>80</length><label>Secret ${secret}</label></fields>
    <fields><fullName>Amount__c</fullName><type>Number</type><precision>12</precision><scale>0</scale><label>Amount</label></fields>
    <fields><fullName>Picks__c</fullName><type>Picklist</type><label>Picks</label>
      <valueSet><valueSetDefinition><value><fullName>${secret}</fullName><label>${secret}</label></value></valueSetDefinition></valueSet></fields>
    <fields><fullName>Key__c</fullName><type>Text</type><length>80</length><externalId>true</externalId><unique>true</unique><label>Key</label></fields>
    <fields><fullName>Account__c</fullName><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Tickets</relationshipName><label>Account</label></fields>`,
  ),
  'objects/Part__c.object': metadataFile(
    'CustomObject',
    `<label>Part ${secret}</label><sharingModel>ControlledByParent</sharingModel>
    <fields><fullName>Note__c</fullName><type>Text</type><length>80</length><label>Note</label></fields>
    <fields><fullName>Ticket__c</fullName><type>MasterDetail</type><referenceTo>Ticket__c</referenceTo><relationshipName>Parts</relationshipName><label>Ticket</label></fields>`,
  ),
  'objects/Vault__c.object': metadataFile(
    'CustomObject',
    `<label>Vault ${secret}</label><sharingModel>ReadWrite</sharingModel>
    <fields><fullName>Note__c</fullName><type>Text</type><length>80</length><label>Note</label></fields>
    <fields><fullName>Ticket__c</fullName><type>Lookup</type><referenceTo>Ticket__c</referenceTo><relationshipName>Vaults</relationshipName><label>Ticket</label></fields>`,
  ),
  'objects/Limits__c.object': metadataFile(
    'CustomObject',
    `<label>Limits</label><customSettingsType>Hierarchy</customSettingsType>
    <fields><fullName>Most__c</fullName><type>Text</type><length>80</length><label>Most</label></fields>`,
  ),
  'objects/Kind__mdt.object': metadataFile(
    'CustomObject',
    `<label>Kind</label><fields><fullName>Value__c</fullName><type>Text</type><length>80</length><label>Value</label></fields>`,
  ),
  'profiles/Admin.profile': metadataFile(
    'Profile',
    [
      'Vault__c.Note__c',
      'Ticket__c.Status__c',
      'Ticket__c.Secret__c',
      'Ticket__c.Key__c',
      'Ticket__c.Amount__c',
      'Ticket__c.Account__c',
    ]
      .map(
        (field) =>
          `<fieldPermissions><field>${field}</field><readable>true</readable><editable>true</editable></fieldPermissions>`,
      )
      .join(''),
  ),
});

/** Moments of the org: it has seen a day, so that there are event log files. */
const START = Date.UTC(2026, 10, 24, 10);
const LATER = Date.UTC(2026, 10, 25, 5);

/** @param secret what stands in everything that the user may not read */
export async function buildWorld(secret = CANARY): Promise<World> {
  let clock = START;
  const org = await testOrg({ now: () => new Date(clock) });
  deployTo(org, filesWith(secret));
  const { client: before, userId: narrowId, setId } = await apiUser(org, 'Narrow');
  await grant(org, setId, 'Ticket__c', 'read edit', { Status__c: 'edit' });
  await org.admin.query(`SELECT Id FROM Account WHERE Name = '${secret}'`);
  await before.query('SELECT Id FROM Ticket__c');
  org.org.switches.eventMonitoring = true;
  org.org.switches.clientSecretsByRest = true;
  clock = LATER;
  // Sessions ended meanwhile.
  const admin = org.client(org.adminUsername);
  const narrow = org.client('narrow@integrations.example');
  await admin.query('SELECT Id FROM EventLogFile');
  const left: Left = { ...org, secret };
  const records = recordsOfAll(left);
  const ticket = (key: string) => insert(left, 'Ticket__c', { Status__c: key, Secret__c: secret, Key__c: key });
  const [open, hidden, deleted] = [ticket('open'), ticket(`hidden ${secret}`), ticket('deleted')];
  for (const ParentId of [open, deleted]) {
    insert(left, 'Ticket__Share', { ParentId, UserOrGroupId: narrowId, AccessLevel: 'Edit', RowCause: 'Manual' });
  }
  for (const object of ['Part__c', 'Vault__c']) insert(left, object, { Ticket__c: open });
  org.org.store.update(objectOf(org, 'Ticket__c'), open, { Account__c: records.get('Account') ?? null });
  org.org.store.update(objectOf(org, 'Ticket__c'), deleted, { IsDeleted: 1 });
  const fingerprint = () => fingerprintOf(org);
  const begun = await leftByAdmin(left, admin);
  return { org, narrow, narrowId, admin, setId, open, hidden, deleted, records, fingerprint, ...begun };
}

/** What the administrator has begun: pages, jobs and deployments that another user may find by their ids. */
async function leftByAdmin(org: Left, admin: Client) {
  for (let row = 0; row < 201; row++) insert(org, 'Vault__c', {});
  const soql = encodeURIComponent('SELECT Id, Note__c FROM Vault__c');
  const page = await admin.send('GET', `query?q=${soql}`, undefined, { 'sforce-query-options': 'batchSize=200' });
  const job = async (path: string, body: object): Promise<string> => (await admin.send('POST', path, body)).body.id;
  const queryJob = await job('jobs/query', { operation: 'query', query: 'SELECT Id, Note__c FROM Vault__c' });
  const ingestJob = await job('jobs/ingest', { object: 'Vault__c', operation: 'insert', lineEnding: 'LF' });
  await admin.send('PUT', `jobs/ingest/${ingestJob}/batches`, `Note__c\n${org.secret}\n`, {
    'content-type': 'text/csv',
  });
  await admin.send('PATCH', `jobs/ingest/${ingestJob}`, { state: 'UploadComplete' });
  for (const path of [`jobs/query/${queryJob}`, `jobs/ingest/${ingestJob}`]) await untilOver(admin, path);
  const deployment = keepJob(
    org.org,
    (id) => ({
      kind: 'deploy',
      id,
      userId: org.org.adminId,
      options: { checkOnly: true, rollbackOnError: true, lenient: false, userId: org.org.adminId },
      files: new Map(),
      outcome: { success: true, messages: [] },
      started: org.org.now().toISOString(),
      canceled: false,
    }),
    '0Af',
  ).id;
  return { locator: String(page.body.nextRecordsUrl).split('/').at(-1) ?? '', queryJob, ingestJob, deployment };
}

async function untilOver(admin: Client, path: string): Promise<void> {
  for (let asked = 0; asked < 500; asked++) {
    const { status, body } = await admin.get(path);
    assert.equal(status, 200, JSON.stringify(body));
    if (body.state === 'JobComplete' || body.state === 'Failed') return;
    await setTimeout(5);
  }
  throw new Error(`${path} does not end`);
}

export function objectOf({ org }: TestOrg, name: string): ObjectType {
  const object = org.schema.object(name);
  if (!object) throw new Error(`The org has no object ${name}`);
  return object;
}

interface Left extends TestOrg {
  readonly secret: string;
}

/** A record as somebody else left it, past all rules; what is not named has the secret where it can. */
function insert(testOrg: Left, name: string, values: StoredRow): string {
  const { org } = testOrg;
  const object = objectOf(testOrg, name);
  const id = org.store.newId(object);
  const row = Object.fromEntries(
    object.fields
      .filter(({ type }) => type !== 'address' && type !== 'location')
      .map((field) => [field.name, values[field.name] ?? leftValue(testOrg, field, id, name)] as const),
  );
  org.store.insert(object, row);
  return id;
}

const TEXTS: ReadonlySet<string> = new Set([
  'string',
  'textarea',
  'phone',
  'url',
  'picklist',
  'combobox',
  'multipicklist',
  'anyType',
]);

function leftValue({ org, secret: left }: Left, field: FieldType, id: string, object: string): StoredValue {
  const secret = OPEN.has(object) && object !== 'OauthToken' ? 'open' : left;
  if (field.type === 'id') return id;
  if (field.name === 'IsDeleted' || field.type === 'boolean') return 0;
  if (field.referenceTo.includes('User')) return org.adminId;
  if (field.autoNumber) return `N-${id.slice(10, 15)}`;
  if (TEXTS.has(field.type)) return secret;
  if (field.type === 'email') return `${secret}@example.com`;
  if (field.type === 'base64') return Buffer.from(secret).toString('base64');
  if (field.type === 'datetime') return new Date(START).toISOString();
  if (field.type === 'date') return '2026-11-24';
  return field.type === 'reference' ? null : secret.length;
}

/** Rows of these are what access is made of: there are enough, and others would change who may do what. */
const KEPT_AS_THEY_ARE: ReadonlySet<string> = new Set([
  'EventLogFile',
  'AuthSession',
  'Organization',
  'SessionPermSetActivation',
]);

/** The id of a record of each object that has records; one is put there where there is none. */
function recordsOfAll(org: Left): ReadonlyMap<string, string> {
  const stored = org.org.schema.objects().filter(({ kind, keyPrefix }) => kind !== 'virtual' && keyPrefix !== '');
  return new Map(
    stored.map((object) => {
      const [known] = org.org.store.find(object, {});
      const isFilled = known !== undefined || KEPT_AS_THEY_ARE.has(object.name);
      return [object.name, isFilled ? String(known?.['Id'] ?? '') : insert(org, object.name, {})] as const;
    }),
  );
}

/** What requests leave even when they are refused: themselves, log-ins, sessions. */
const TRACES: ReadonlySet<string> = new Set(['#request', '#sequence', 'LoginHistory', 'AuthSession', 'circle']);

function fingerprintOf({ org }: TestOrg): string {
  const hash = createHash('sha256');
  const tables = org.store.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  for (const { name } of tables) {
    if (TRACES.has(String(name))) continue;
    for (const row of org.store.all(`SELECT * FROM "${name}"`)) hash.update(JSON.stringify(row));
  }
  hash.update(JSON.stringify([org.schema.objects(), org.switches]));
  return hash.digest('hex');
}
