import * as v from 'valibot';
import { text } from '../yaml/schema-parts.ts';

/** The part of `leastwise.yml` that says how declared integrations are made in this org. */

const pattern = (what: string, ...placeholders: readonly string[]) =>
  v.pipe(
    text(what),
    v.check(
      (value) => placeholders.some((placeholder) => value.includes(placeholder)),
      `must hold ${placeholders.join(' or ')}, or all integrations get one name`,
    ),
    v.check(
      (value) => [...value.matchAll(/\{[^}]*\}/g)].every(([found]) => ['{name}', '{Name}', '{domain}'].includes(found)),
      'must use no placeholder but {name}, {Name} and {domain}',
    ),
  );

const naming = v.pipe(
  v.strictObject({
    permissionSet: v.optional(pattern('API name of the permission set. Default: Int_{Name}.', '{Name}')),
    username: v.optional(pattern('Username. Default: {name}@{domain}.int.', '{name}', '{Name}')),
    app: v.optional(pattern('Name of the external client app. Default: {Name}.', '{Name}')),
  }),
  v.description(
    'Patterns: {name} is erp-orders, {Name} is ERP_Orders (as the label spells it), {domain} is that of an e-mail address.',
  ),
);

const user = v.pipe(
  v.strictObject({
    email: v.optional(
      v.pipe(text('Where Salesforce writes to when the owner is no address.'), v.email('must be an e-mail address')),
    ),
    timeZone: v.optional(text('Time zone key. Default: GMT.')),
    locale: v.optional(text('Locale key. Default: en_GB.')),
    language: v.optional(text('Language key. Default: en_US.')),
    encoding: v.optional(text('E-mail encoding key. Default: UTF-8.')),
  }),
  v.description('What every integration user has unless its file says otherwise.'),
);

const design = v.pipe(
  v.strictObject({
    profile: v.optional(text('The one profile of all API users. Default: Integration API Only.')),
    licence: v.optional(
      v.pipe(
        v.picklist(['Salesforce', 'Salesforce Integration']),
        v.description('User licence that the profile belongs to. Default: Salesforce Integration.'),
      ),
    ),
    naming: v.optional(naming),
    user: v.optional(user),
  }),
  v.description('The integration-user design of this org.'),
);

const environment = v.pipe(
  v.strictObject({
    org: v.optional(text('Alias, username or id of the org it stands for.')),
    usernameSuffix: v.optional(
      v.pipe(
        v.string('must be text'),
        v.regex(/^(\.[A-Za-z0-9-]+)*$/, 'must begin with a dot, like .uat'),
        v.description('What a sandbox puts behind usernames: .uat'),
      ),
    ),
  }),
  v.description('An org that the declarations are applied to.'),
);

const days = (what: string, least: number) =>
  v.pipe(
    v.number('must be a number of days'),
    v.integer('must be whole days'),
    v.minValue(least, `must be at least ${least}`),
    v.description(what),
  );

const lifeCycle = v.pipe(
  v.strictObject({
    silentDays: v.optional(days('Silence after which something counts as unused. Default: 30.', 1)),
    frozenDays: v.optional(days('How long something is frozen before more is taken away. Default: 7.', 0)),
    reviewDays: v.optional(days('From one review to the next. Default: 365.', 1)),
  }),
  v.description('How long the steps of splitting, migrating, retiring and reviewing take.'),
);

export const DESIGN_ENTRIES = {
  design: v.optional(design),
  environments: v.optional(
    v.pipe(
      v.record(v.string(), environment),
      v.description('Name of an environment → its org and what differs there.'),
    ),
  ),
  maxIntegrationsPerPlan: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.description('A plan that changes more integrations than this is refused unless allowed by name. Default: 10.'),
    ),
  ),
  lifeCycle: v.optional(lifeCycle),
};
