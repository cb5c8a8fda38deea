import type { Seed } from '../../../src/local-org/local-org.ts';
import {
  clientAppFiles,
  connectedAppFile,
  type ExampleFiles,
  exampleTree,
  file,
  permissionSetFile,
  profileFile,
  userFile,
} from '../../../src/rules/example-tree.ts';

/** An org to start: what it has, what happened in it, and what the project names. */
export interface LiveOrg {
  readonly files: ExampleFiles;
  readonly seed: Seed;
  readonly declared: readonly string[];
  /** Days until the certificate of the org ends. */
  readonly certificateDays: number;
  /** A permission set licence of `erp@live.example` that ends in so many days. */
  readonly otherLicenceDays?: number;
}

const API_ONLY = 'Minimum Access - API Only Integrations';
const at = (name: string): string => `${name}@live.example`;
const server = { type: 'Remote Access 2.0', subType: 'OauthClientCredentials' } as const;

const ranges = (start: string, end: string) => [
  `<trustedIpRanges><endIpAddress>${end}</endIpAddress><startIpAddress>${start}</startIpAddress></trustedIpRanges>`,
];

/** An external client app that names the addresses it is called from. */
function boundApp(name: string, username: string): ExampleFiles {
  return exampleTree(
    clientAppFiles(name, { runAs: username, permissionSets: [name] }),
    file(`extlClntAppOauthSettings/${name}_OauthSettings.ecaOauth-meta.xml`, 'ExtlClntAppOauthSettings', [
      '<commaSeparatedOauthScopes>Api</commaSeparatedOauthScopes>',
      `<externalClientApplication>${name}</externalClientApplication>`,
      `<label>${name} OAuth</label>`,
      ...ranges('203.0.113.0', '203.0.113.63'),
    ]),
  );
}

/** Two integrations as they should be, seen at work for a month. */
export const GOOD: LiveOrg = {
  declared: ['erp', 'billing'],
  certificateDays: 400,
  files: exampleTree(
    permissionSetFile('ERP', { description: 'What the ERP needs', objects: { Account: 'read edit' } }),
    permissionSetFile('Billing', { description: 'What billing needs', objects: { Contact: 'read' } }),
    userFile(at('erp'), { profile: API_ONLY, permissionSets: ['ERP'] }),
    userFile(at('billing'), { profile: API_ONLY, permissionSets: ['Billing'] }),
    boundApp('ERP', at('erp')),
    boundApp('Billing', at('billing')),
  ),
  seed: {
    ageDays: 300,
    switches: { eventMonitoring: true, dailyRequests: 100_000 },
    seats: { 'Salesforce Integration': 10, SalesforceAPIIntegrationPsl: 10 },
    logins: [
      { ...server, user: at('erp'), application: 'ERP', daysAgo: 0.1, count: 60, sourceIp: '203.0.113.10' },
      { ...server, user: at('billing'), application: 'Billing', daysAgo: 0.1, count: 60, sourceIp: '203.0.113.20' },
    ],
    tokens: [{ user: at('erp'), application: 'ERP', usedDaysAgo: 1, createdDaysAgo: 20, useCount: 90 }],
    apiUsage: [
      {
        ...{ user: at('erp'), application: 'ERP', daysAgo: [0, 30], perDay: 20, family: 'REST', method: 'PATCH' },
        ...{ resource: '/services/data/v66.0/sobjects/Account', entities: ['Account'], apiVersion: '66.0' },
        sourceIp: '203.0.113.10',
      },
      {
        ...{ user: at('billing'), application: 'Billing', daysAgo: [0, 30], perDay: 5, family: 'REST', method: 'GET' },
        ...{ resource: '/services/data/v67.0/query', entities: ['Contact'], apiVersion: '67.0' },
        sourceIp: '203.0.113.20',
      },
    ],
    records: [{ object: 'Account', count: 40, values: { Name: 'Customer {n}' } }],
  },
};

const people = ['jane.doe', 'john.roe'].map(at);

/** The same month in an org that was left to itself. */
export const BAD: LiveOrg = {
  declared: ['feed'],
  certificateDays: 20,
  otherLicenceDays: 20,
  files: exampleTree(
    profileFile('Integrations', {
      system: ['ApiEnabled', 'ApiUserOnly'],
      xml: '<loginIpRanges><endAddress>203.0.113.63</endAddress><startAddress>203.0.113.0</startAddress></loginIpRanges>',
    }),
    profileFile('Sales', { system: ['ApiEnabled'], objects: { Account: 'read' } }),
    permissionSetFile('ERP', { objects: { Account: 'read create edit delete', Contact: 'read' } }),
    permissionSetFile('Extra', { objects: { Lead: 'read' } }),
    userFile(at('erp'), { profile: 'Integrations', permissionSets: ['ERP'] }),
    userFile(at('shop'), { profile: 'Integrations' }),
    userFile(at('old.connector'), { profile: 'Integrations' }),
    userFile(at('feed'), { profile: API_ONLY }),
    ...people.map((username) => userFile(username, { profile: 'Sales', name: username.split('@')[0] ?? '' })),
    clientAppFiles('ERP', { runAs: at('erp'), permissionSets: ['ERP'] }),
    clientAppFiles('Old_Portal', { permissionSets: ['ERP'] }),
    connectedAppFile('Gadget', { selfAuthorised: true }),
  ),
  seed: {
    ageDays: 800,
    switches: { eventMonitoring: true, dailyRequests: 1000 },
    seats: { 'Salesforce Integration': 10 },
    roles: [{ name: 'Sales Leads' }],
    users: [
      { Username: at('parts'), LastName: 'Parts Interface', profileName: 'Integrations', role: 'Sales Leads' },
      { Username: at('gone.sync'), LastName: 'Gone Sync', profileName: 'Integrations', frozen: true },
    ],
    assignments: [{ user: at('erp'), set: 'Extra', expiresInDays: 9 }],
    logins: [
      { user: at('erp'), application: 'N/A', type: 'Other Apex API', daysAgo: 0.2, count: 60, sourceIp: '203.0.113.9' },
      { user: at('erp'), application: 'Browser', type: 'Application', daysAgo: 3, sourceIp: '198.51.100.9' },
      { ...server, user: at('erp'), application: 'ERP', status: 'Failed: ip restricted', daysAgo: 2, count: 12 },
      {
        ...{ user: at('shop'), application: 'Shop', type: 'Remote Access 2.0', subType: 'OauthUsernamePassword' },
        ...{ daysAgo: 0.3, count: 30, sourceIp: '203.0.113.9' },
      },
      ...people.map((user) => ({ user, application: 'Browser', type: 'Application', daysAgo: 1, count: 40 })),
      { user: at('jane.doe'), application: 'Loader', type: 'Other Apex API', daysAgo: 0.5, count: 60 },
    ],
    tokens: [
      ...[1, 2, 3].map((useCount) => ({ user: at('erp'), application: 'ERP', usedDaysAgo: 1, useCount })),
      ...people.map((user) => ({ user, application: 'Gadget', usedDaysAgo: 2 })),
      { user: at('jane.doe'), application: 'Unknown Exporter', usedDaysAgo: 200 },
      { user: at('gone.sync'), application: 'ERP', usedDaysAgo: 40 },
    ],
    auditTrail: [
      {
        ...{ user: at('jane.doe'), daysAgo: 3, action: 'PermSetEnableUserPerm' },
        display: 'Changed permission set ERP: Run Reports was enabled',
      },
    ],
    apiUsage: [
      {
        ...{ user: at('erp'), daysAgo: [0, 30], perDay: 600, family: 'REST', method: 'GET' },
        ...{ resource: '/services/data/v29.0/query', entities: ['Account'], apiVersion: '29.0' },
        sourceIp: '192.0.2.66',
      },
      {
        ...{ user: at('erp'), application: 'ERP', daysAgo: [0, 30], perDay: 4, family: 'REST', method: 'GET' },
        ...{ resource: '/services/data/v66.0/query', entities: ['Case'], apiVersion: '66.0', status: 400 },
        sourceIp: '203.0.113.9',
      },
    ],
  },
};

/** No Event Monitoring: a day of logs. */
export const BRIEF: LiveOrg = {
  ...GOOD,
  seed: { ...GOOD.seed, switches: { eventMonitoring: false } },
};
