import { type LocalOrg, type LocalOrgOptions, startLocalOrg } from '../../src/local-org/local-org.ts';
import { deployFiles } from '../../src/local-org/metadata/deploy.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';

/** An answer of the org, parsed. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly headers: Headers;
}

export interface TestOrg extends LocalOrg {
  readonly admin: Client;
  client(username: string): Client;
}

/** Talks to the org as a user, below `/services/data/v68.0` unless the path starts with a slash. */
export interface Client {
  /** Of the org. */
  readonly url: string;
  readonly token: string;
  get(path: string): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  query(soql: string): Promise<Answer>;
  /** Creates a record and gives its id; fails when the org refuses. */
  create(object: string, values: object): Promise<string>;
}

export async function testOrg(options: LocalOrgOptions = {}): Promise<TestOrg> {
  const org = await startLocalOrg(options);
  const client = (username: string) => clientOf(org.url, org.sessionFor(username));
  return { ...org, client, admin: client(ADMIN_USERNAME) };
}

export function clientOf(url: string, token: string): Client {
  const send: Client['send'] = async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string';
    const response = await fetch(`${url}${path.startsWith('/') ? path : `/services/data/v68.0/${path}`}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(isText ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: isJson && text !== '' ? JSON.parse(text) : text,
      headers: response.headers,
    };
  };
  return {
    url,
    token,
    send,
    get: (path) => send('GET', path),
    query: (soql) => send('GET', `query?q=${encodeURIComponent(soql)}`),
    create: async (object, values) => {
      const { status, body } = await send('POST', `sobjects/${object}`, values);
      if (status !== 201) throw new Error(`${object}: ${status} ${JSON.stringify(body)}`);
      return body.id;
    },
  };
}

/** `400 INVALID_FIELD` and the last line of the message. */
export function refusalOf({ status, body }: Answer): string {
  const [error] = Array.isArray(body) ? body : [];
  return error ? `${status} ${error.errorCode} ${error.message.split('\n').at(-1)}` : `${status}`;
}

export interface ApiUser {
  readonly client: Client;
  readonly userId: string;
  readonly setId: string;
}

/** An API user on the shared profile with a licence and one empty permission set of its own. */
export async function apiUser(org: TestOrg, name: string): Promise<ApiUser> {
  const { admin } = org;
  const idOf = async (soql: string): Promise<string> => (await admin.query(soql)).body.records[0].Id;
  const ProfileId = await idOf("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'");
  const Username = `${name.toLowerCase()}@integrations.example`;
  const userId = await admin.create('User', {
    Username,
    LastName: name,
    Alias: name.slice(0, 8),
    Email: Username,
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    ProfileId,
    IsActive: true,
  });
  const PermissionSetLicenseId = await idOf(
    "SELECT Id FROM PermissionSetLicense WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'",
  );
  await admin.create('PermissionSetLicenseAssign', { AssigneeId: userId, PermissionSetLicenseId });
  const setId = await admin.create('PermissionSet', { Name: name, Label: name });
  await admin.create('PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: setId });
  return { client: org.client(Username), userId, setId };
}

/** Grants on an object: `read create`, and fields: `{Industry: 'read', Phone: 'edit'}`. */
export async function grant(
  { admin }: TestOrg,
  setId: string,
  object: string,
  verbs: string,
  fields: Readonly<Record<string, 'read' | 'edit'>> = {},
): Promise<void> {
  const flags = Object.fromEntries(
    verbs.split(' ').map((verb) => [`Permissions${verb.charAt(0).toUpperCase()}${verb.slice(1)}`, true]),
  );
  await admin.create('ObjectPermissions', { ParentId: setId, SobjectType: object, ...flags });
  for (const [field, verb] of Object.entries(fields)) {
    const values = { ParentId: setId, SobjectType: object, Field: `${object}.${field}` };
    await admin.create('FieldPermissions', { ...values, PermissionsRead: true, PermissionsEdit: verb === 'edit' });
  }
}

/** Adds an external id to an object, open to administrators: `Account`, `Ext__c`. */
export function addExternalId({ org }: TestOrg, object: string, name = 'Ext__c'): void {
  const file = (type: string, inside: string) => Buffer.from(`<${type}>${inside}</${type}>`);
  const field = `<fields><fullName>${name}</fullName><label>Ext</label><type>Text</type><length>40</length><externalId>true</externalId></fields>`;
  const open = `<fieldPermissions><editable>true</editable><field>${object}.${name}</field><readable>true</readable></fieldPermissions>`;
  const files = new Map([
    ['package.xml', Buffer.from('<Package/>')],
    [`objects/${object}.object`, file('CustomObject', field)],
    ['profiles/Admin.profile', file('Profile', open)],
  ]);
  const options = { checkOnly: false, rollbackOnError: true, lenient: false, userId: org.adminId };
  const problem = deployFiles(org, files, options).messages.find(({ problemType }) => problemType === 'Error');
  if (problem) throw new Error(`${problem.fullName}: ${problem.problem}`);
}
