import * as v from 'valibot';
import { DECLARED_PARTS, REPLACE_STAGES, RETIRE_STAGES } from '../model/declaration.ts';
import { parseIpSpan } from '../model/ip-span.ts';
import { OBJECT_VERBS } from '../model/permission.ts';
import { day, kebabName, text } from '../yaml/schema-parts.ts';
import { SETUP_KEYS } from './setup-keys.ts';

/** What `integrations/<name>.yml` may say. The shipped JSON Schema and the errors people see are both made from this. */

const verbs = OBJECT_VERBS.join('|');
const AS_VERBS = `must be verbs: ${OBJECT_VERBS.join(', ')}`;
const apiName = (what: string) =>
  v.pipe(v.string('must be text'), v.regex(/^[A-Za-z][A-Za-z0-9_]*$/, `must be ${what}; there are no wildcards`));
const granted = (what: string) =>
  v.pipe(
    v.array(
      v.pipe(
        v.string('must be text'),
        v.minLength(1, 'must not be empty'),
        v.regex(/^[^*]+$/, 'must be a full name; there are no wildcards'),
      ),
    ),
    v.description(what),
  );

const fieldList = (what: string) =>
  v.pipe(v.array(apiName('the API name of a field of this object, like Status__c')), v.description(what));

const objectInFull = v.pipe(
  v.strictObject({
    read: v.optional(v.pipe(v.boolean(), v.description('Read records. Follows from every other verb.'))),
    create: v.optional(v.pipe(v.boolean(), v.description('Create records.'))),
    edit: v.optional(v.pipe(v.boolean(), v.description('Edit records.'))),
    delete: v.optional(v.pipe(v.boolean(), v.description('Delete records; needs edit.'))),
    viewAll: v.optional(v.pipe(v.boolean(), v.description('Read every record, sharing set aside. Needs a reason.'))),
    modifyAll: v.optional(
      v.pipe(v.boolean(), v.description('Change every record, sharing set aside. Needs a reason.')),
    ),
    viewAllFields: v.optional(
      v.pipe(v.boolean(), v.description('Read every field, also those of tomorrow. Needs a reason.')),
    ),
    reason: v.optional(text('Why View All, Modify All or View All Fields is needed.')),
    fields: v.optional(
      v.pipe(
        v.strictObject({
          read: v.optional(fieldList('Fields it may read.')),
          edit: v.optional(fieldList('Fields it may read and edit.')),
        }),
        v.description(
          'Field-level security. Fields that carry none (required, master-detail, audit) follow their object.',
        ),
      ),
    ),
  }),
  v.description('In full: { read: true, edit: true, fields: { edit: [Status__c] } }'),
);

const object = v.union(
  [
    v.pipe(
      v.string(),
      v.regex(new RegExp(`^\\s*(${verbs})(\\s*,\\s*(${verbs}))*\\s*$`), AS_VERBS),
      v.description('One verb, or several with commas: read, edit'),
    ),
    v.pipe(v.array(v.picklist(OBJECT_VERBS)), v.minLength(1, AS_VERBS), v.description('A list of verbs.')),
    objectInFull,
  ],
  `${AS_VERBS}, or keys`,
);

const access = v.pipe(
  v.strictObject({
    objects: v.optional(
      v.pipe(
        v.record(apiName('the API name of an object, like Order__c'), object),
        v.description('Object → verbs, or verbs and fields.'),
      ),
    ),
    system: v.optional(granted('System permissions by metadata name: ViewSetup. ApiEnabled need not be written.')),
    ...setupEntries(),
  }),
  v.description('All that the integration may reach. What does not stand here is not granted.'),
);

function setupEntries() {
  const entry = (what: string) => v.optional(granted(what));
  return Object.fromEntries(Object.entries(SETUP_KEYS).map(([key, { what }]) => [key, entry(what)])) as Record<
    keyof typeof SETUP_KEYS,
    ReturnType<typeof entry>
  >;
}

const emailAddress = v.pipe(v.string('must be text'), v.email('must be an e-mail address'));

const user = v.strictObject({
  username: v.optional(
    v.pipe(
      v.string('must be text'),
      v.email('must have the form of an e-mail address'),
      v.description('Default: the naming rule of leastwise.yml.'),
    ),
  ),
  lastName: v.optional(v.pipe(text('Default: the label.'), v.maxLength(80, 'must have at most 80 characters'))),
  alias: v.optional(v.pipe(text('Default: made from the name.'), v.maxLength(8, 'must have at most 8 characters'))),
  email: v.optional(v.pipe(emailAddress, v.description('Where Salesforce writes to. Default: the owner.'))),
  timeZone: v.optional(text('Time zone key, like Europe/Berlin.')),
  locale: v.optional(text('Locale key, like en_GB.')),
  language: v.optional(text('Language key, like en_US.')),
  federationId: v.optional(text('Federation id for single sign-on.')),
});

const ipRanges = v.pipe(
  v.array(
    v.pipe(
      v.string('must be text'),
      v.check(
        (value) => parseIpSpan(value) !== undefined,
        'must be IPv4 addresses, like 203.0.113.0/28 or 203.0.113.7',
      ),
    ),
  ),
  v.description('Addresses it may log in from: blocks (203.0.113.0/28), single ones, or from-to.'),
);

const certificate = text(
  'Certificate (PEM) that signs for it by JWT: a path relative to this file. Never the private key.',
);

const login = v.pipe(
  v.strictObject({
    app: v.optional(
      v.pipe(apiName('an API name, like ERP_Orders'), v.description('External client app. Default: the naming rule.')),
    ),
    flow: v.pipe(
      v.picklist(['client-credentials', 'jwt-bearer']),
      v.description('How it obtains a token. Both run without a person.'),
    ),
    scopes: v.optional(v.pipe(granted('OAuth scopes by metadata name. Default: Api.'))),
    ipRanges: v.optional(ipRanges),
    certificate: v.optional(certificate),
    sessionTimeout: v.optional(
      v.pipe(
        v.number('must be a number of minutes'),
        v.integer('must be whole minutes'),
        v.minValue(1, 'must be at least 1'),
        v.maxValue(1440, 'must be at most 1440'),
        v.description('Minutes after which a session ends.'),
      ),
    ),
  }),
  v.description('The external client app that is created beside it. Left out: none is.'),
);

const keeps = v.pipe(
  v.strictObject({
    profile: v.optional(text('Profile that its user stays on, instead of the shared one.')),
    permissionSets: v.optional(granted('Further permission sets that its user goes on holding.')),
    groups: v.optional(granted('Permission set groups that its user goes on holding.')),
  }),
  v.description('What its user holds beside the design, as it was imported. Take lines out to leave it behind.'),
);

const difference = v.pipe(
  v.strictObject({
    present: v.optional(v.pipe(v.boolean('must be true or false'), v.description('false: it does not exist there.'))),
    user: v.optional(v.pipe(user, v.description('What its user has instead.'))),
    ipRanges: v.optional(ipRanges),
    certificate: v.optional(certificate),
  }),
  v.description('What differs in one environment of leastwise.yml.'),
);

const listed = (stages: readonly string[]): string => `must be one of ${stages.join(', ')}`;

const replaces = v.pipe(
  v.strictObject({
    user: v.optional(text('Username that is retired once this integration has taken over.')),
    person: v.optional(text('Username of a person whose account was used: only tokens of the applications go.')),
    applications: v.optional(granted('Applications, as their tokens name them.')),
    permissionSets: v.optional(granted('Permission sets that go with it, once nobody else holds them.')),
    apps: v.optional(granted('External client apps that go with it.')),
    stage: v.pipe(
      v.picklist(REPLACE_STAGES, listed(REPLACE_STAGES)),
      v.description('expand: both work side by side. The others: what has been taken from the old one.'),
    ),
    since: day('Since when.'),
  }),
  v.description('What it takes over from. Written by split and migrate, moved on by contract.'),
);

const retire = v.pipe(
  v.strictObject({
    stage: v.pipe(
      v.picklist(RETIRE_STAGES, listed(RETIRE_STAGES)),
      v.description('What has been taken from it: each stage holds those before it.'),
    ),
    since: day('Since when.'),
  }),
  v.description('How far it is retired. Written and moved on by offboard.'),
);

export const INTEGRATION_SCHEMA = v.pipe(
  v.strictObject({
    name: kebabName('Name of the application, equal to the file name.'),
    label: v.optional(
      v.pipe(
        text('What people see: ERP Orders. Default: made from the name.'),
        v.maxLength(80, 'must have at most 80 characters'),
      ),
    ),
    purpose: text('What it is for, in one sentence.'),
    owner: text('Who answers for it: best an address that outlives people.'),
    review: v.optional(day('Day by which somebody looks again whether it is still right.')),
    reviewed: v.optional(
      v.pipe(
        v.strictObject({ on: day('When it was reviewed last.'), by: text('Who said yes.') }),
        v.description('The last review. Stamped by review.'),
      ),
    ),
    expires: v.optional(day('Last day on which it has any access.')),
    protect: v.optional(
      v.pipe(v.boolean('must be true or false'), v.description('true: no plan changes or removes it.')),
    ),
    moved: v.optional(kebabName('Earlier name: what it made is renamed, not destroyed and created.')),
    replaces: v.optional(replaces),
    retire: v.optional(retire),
    suspended: v.optional(day('Day since when it is locked out on purpose. Written by panic, taken out by unpanic.')),
    permissionSet: v.optional(
      text(
        'API name of its permission set, or path of a permission set file (*.permissionset-meta.xml) that the team keeps itself.',
      ),
    ),
    without: v.optional(
      v.pipe(
        v.array(v.picklist(DECLARED_PARTS, `must be one of ${DECLARED_PARTS.join(', ')}`)),
        v.description('Parts of the design that it does not have yet: they are not created.'),
      ),
    ),
    keeps: v.optional(keeps),
    licences: v.optional(granted('Permission set licences that it needs beside the usual one, by developer name.')),
    access: v.optional(access),
    user: v.optional(v.pipe(user, v.description('Its one user. Everything has a default.'))),
    login: v.optional(login),
    environments: v.optional(
      v.pipe(v.record(v.string(), difference), v.description('Environment → what differs there.')),
    ),
  }),
  v.description('One external application: who answers for it, what it may reach, how it logs in.'),
);

export type IntegrationFile = v.InferOutput<typeof INTEGRATION_SCHEMA>;
export type ObjectEntry = v.InferOutput<typeof object>;
