import { accountRow, CHILDREN, FIELDS, PARENTS, type Target } from './accounts.ts';

/** The local org as it is shipped, with an integration user who may read and edit a few fields of accounts. */

const BUILT = new URL('../../lib/local-org/local-org.js', import.meta.url).href;
const { startLocalOrg } = (await import(BUILT)) as typeof import('../../src/local-org/local-org.ts');
const { url, org, sessionFor, close } = await startLocalOrg();
org.switches.dailyRequests = 1e12;
const admin = sessionFor('admin@local.example');

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function send(method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${url}/services/data/v66.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const create = async (object: string, values: object): Promise<string> =>
  (await send('POST', `sobjects/${object}`, values)).id;
const find = async (soql: string): Promise<string> =>
  (await send('GET', `query?q=${encodeURIComponent(soql)}`)).records[0].Id;

const username = 'bench@integrations.example';
const AssigneeId = await create('User', {
  Username: username,
  LastName: 'Bench',
  Alias: 'bench',
  Email: username,
  TimeZoneSidKey: 'GMT',
  LocaleSidKey: 'en_US',
  LanguageLocaleKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
  ProfileId: await find("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'"),
  IsActive: true,
});
const PermissionSetLicenseId = await find(
  "SELECT Id FROM PermissionSetLicense WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'",
);
await create('PermissionSetLicenseAssign', { AssigneeId, PermissionSetLicenseId });
const ParentId = await create('PermissionSet', { Name: 'Bench', Label: 'Bench' });
await create('PermissionSetAssignment', { AssigneeId, PermissionSetId: ParentId });
const verbs = { PermissionsRead: true, PermissionsEdit: true, PermissionsViewAllRecords: true };
await create('ObjectPermissions', { ParentId, SobjectType: 'Account', ...verbs });
for (const field of FIELDS.filter((name) => name !== 'Name')) {
  const values = { SobjectType: 'Account', Field: `Account.${field}`, PermissionsRead: true, PermissionsEdit: true };
  await create('FieldPermissions', { ParentId, ...values });
}

const account = org.schema.object('Account');
if (!account) throw new Error('The org has no Account');
const parents: string[] = [];
const children: string[] = [];
let number = 0;
const add = (parent: string | null): string => {
  const id = org.store.newId(account);
  org.store.insert(account, { Id: id, ParentId: parent, ...accountRow(number++), OwnerId: org.adminId, IsDeleted: 0 });
  return id;
};
org.store.transaction(() => {
  for (let at = 0; at < PARENTS; at++) {
    const parent = add(null);
    parents.push(parent);
    for (let one = 0; one < CHILDREN; one++) children.push(add(parent));
  }
});
process.send?.({ url, token: sessionFor(username), parents, children } satisfies Target);
process.once('disconnect', () => void close().then(() => process.exit()));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
