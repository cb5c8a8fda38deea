import type { ApiActivity, LoginActivity, SetupChange, TokenActivity } from '../model/activity.ts';
import type { Coverage, FactFamily } from '../model/coverage.ts';
import type { Certificate, Licence, OrgIdentity } from '../model/org.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Assignment, User } from '../model/user.ts';

/** What only an org knows, on top of the files of an example: written short, days counted back from one fixed day. */
export interface ExampleOrg {
  /** By username, beyond what its user definition says. */
  readonly users?: Readonly<Record<string, Partial<Omit<User, 'id' | 'username' | 'origin'>>>>;
  readonly licences?: readonly (Partial<Licence> & Pick<Licence, 'name' | 'kind'>)[];
  readonly logins?: readonly (Partial<LoginActivity> & Pick<LoginActivity, 'username'>)[];
  readonly tokens?: readonly (Partial<TokenActivity> & Pick<TokenActivity, 'username' | 'application'>)[];
  readonly calls?: readonly (Partial<ApiActivity> & Pick<ApiActivity, 'username'>)[];
  readonly changes?: readonly (Partial<SetupChange> & Pick<SetupChange, 'display'>)[];
  readonly certificates?: readonly (Partial<Certificate> & Pick<Certificate, 'name'>)[];
  readonly assignments?: readonly { readonly username: string; readonly set: string; readonly expires?: string }[];
  /** Days that event logs go back; 30 when absent. */
  readonly logDays?: number;
  readonly dailyRequests?: OrgIdentity['dailyRequests'];
}

/** The day on which examples are judged. */
const EXAMPLE_DAY = '2026-11-24';
const DAY_MS = 86_400_000;

/** An ISO instant so many days before the day of the examples; after it when negative. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(EXAMPLE_DAY) - days * DAY_MS).toISOString();
}

const FAMILIES: readonly FactFamily[] = [
  ...(['users', 'assignments', 'licences', 'logins', 'usage', 'tokens', 'setupChanges', 'certificates'] as const),
];

/** A snapshot of files as if it had been read from an org that also knows this. */
export function withOrgFacts(snapshot: Snapshot, org: ExampleOrg): Snapshot {
  const read = Object.fromEntries(FAMILIES.map((family) => [family, { state: 'read', reason: '' }] as const));
  const assignments = (org.assignments ?? []).map(
    ({ username, set, expires }): Assignment => ({
      username,
      target: { kind: 'permission-set', name: set },
      expires,
      ended: expires !== undefined && expires < EXAMPLE_DAY ? 'expired' : undefined,
      origin: origin('PermissionSetAssignment', username),
    }),
  );
  return {
    ...snapshot,
    org: identity(org),
    users: snapshot.users.map((user) => ({ ...user, ...org.users?.[user.username] })),
    assignments: [...snapshot.assignments, ...assignments],
    licences: (org.licences ?? []).map(toLicence),
    logins: (org.logins ?? []).map(toLogin),
    tokens: (org.tokens ?? []).map(toToken),
    apiCalls: (org.calls ?? []).map(toCall),
    setupChanges: (org.changes ?? []).map(toChange),
    certificates: (org.certificates ?? []).map(toCertificate),
    windows: [
      { kind: 'logins', from: daysAgo(90).slice(0, 10), to: EXAMPLE_DAY, blindSpots: [] },
      { kind: 'api-calls', from: daysAgo((org.logDays ?? 30) - 1).slice(0, 10), to: EXAMPLE_DAY, blindSpots: [] },
      { kind: 'setup-changes', from: daysAgo(90).slice(0, 10), to: EXAMPLE_DAY, blindSpots: [] },
    ],
    coverage: { ...snapshot.coverage, ...read } as Coverage,
  };
}

function origin(object: string, id: string): { readonly path: string; readonly line: number } {
  return { path: `${object}/${id}`, line: 0 };
}

function identity({ dailyRequests }: ExampleOrg): OrgIdentity {
  return {
    id: '00D000000000001EAA',
    name: 'Example',
    edition: 'Enterprise Edition',
    sandbox: false,
    domain: 'example.my.salesforce.com',
    apiVersion: '68.0',
    readAt: `${EXAMPLE_DAY}T00:00:00.000Z`,
    readAs: 'auditor@example.com',
    ...(dailyRequests ? { dailyRequests } : {}),
  };
}

function toLicence(one: NonNullable<ExampleOrg['licences']>[number]): Licence {
  return {
    label: one.name,
    status: 'Active',
    total: 10,
    used: 1,
    expires: undefined,
    forIntegrations: one.kind === 'user' ? undefined : false,
    origin: origin(one.kind === 'user' ? 'UserLicense' : 'PermissionSetLicense', one.name),
    ...one,
  };
}

function toLogin(one: NonNullable<ExampleOrg['logins']>[number]): LoginActivity {
  return {
    application: '',
    loginType: 'Remote Access 2.0',
    loginSubType: one.loginType === undefined ? 'OauthClientCredentials' : '',
    apiType: 'N/A',
    apiVersion: 'N/A',
    sourceIp: '203.0.113.10',
    status: 'Success',
    count: 1,
    first: daysAgo(1),
    last: daysAgo(1),
    origin: origin('LoginHistory', one.username),
    ...one,
  };
}

function toToken(one: NonNullable<ExampleOrg['tokens']>[number]): TokenActivity {
  return {
    applicationId: undefined,
    useCount: 1,
    created: daysAgo(10),
    lastUsed: daysAgo(1),
    origin: origin('OauthToken', `${one.application} ${one.username}`),
    ...one,
  };
}

function toCall(one: NonNullable<ExampleOrg['calls']>[number]): ApiActivity {
  return {
    application: '',
    applicationId: undefined,
    client: '',
    family: 'REST',
    category: 'EXTERNAL_APPLICATION',
    method: 'GET',
    resource: '/query',
    entities: [],
    apiVersion: '68.0',
    sourceIp: '203.0.113.10',
    statusClass: '2xx',
    countsAgainstLimit: true,
    count: 1,
    firstDay: daysAgo(1).slice(0, 10),
    lastDay: daysAgo(1).slice(0, 10),
    origin: origin('EventLogFile', one.username),
    ...one,
  };
}

function toChange(one: NonNullable<ExampleOrg['changes']>[number]): SetupChange {
  return {
    at: daysAgo(3),
    by: 'admin@example.com',
    delegate: '',
    action: 'PermSetAssign',
    section: 'Manage Users',
    origin: origin('SetupAuditTrail', one.action ?? 'PermSetAssign'),
    ...one,
  };
}

function toCertificate(one: NonNullable<ExampleOrg['certificates']>[number]): Certificate {
  return {
    label: one.name,
    expires: undefined,
    keySize: 2048,
    caSigned: false,
    origin: origin('Certificate', one.name),
    ...one,
  };
}
