import * as v from 'valibot';
import { day, kebabName, names, text } from '../yaml/schema-parts.ts';
import { DESIGN_ENTRIES } from './design-schema.ts';

/** What `leastwise.yml` may say. The shipped JSON Schema and the errors people see are both made from this. */

const SEVERITY = v.picklist(['critical', 'high', 'medium', 'low', 'info']);

const waiver = v.pipe(
  v.strictObject({
    rule: text('Id of the rule whose failure is accepted.'),
    subject: text('What it is accepted for: a set, profile, app, user or integration; * is a wildcard.'),
    owner: text('Who answers for it.'),
    reason: text('Why it is accepted.'),
    ticket: v.optional(text('Where it is tracked.')),
    until: day('Last day on which it is accepted. Afterwards it fails again.'),
  }),
  v.description('A failure that is accepted for a time.'),
);

const integration = v.pipe(
  v.strictObject({
    name: kebabName('Name of the application, lower-case with hyphens.'),
    owner: v.optional(text('Who answers for it.')),
    users: v.optional(names('Usernames it logs in with.')),
    profiles: v.optional(names('Names of its profiles.')),
    permissionSets: v.optional(names('API names of its permission sets.')),
    groups: v.optional(names('API names of its permission set groups.')),
    apps: v.optional(names('Names of its connected apps or external client apps.')),
  }),
  v.description('An application that the team knows to be an integration.'),
);

export const SETTINGS_SCHEMA = v.pipe(
  v.strictObject({
    preset: v.optional(
      v.pipe(
        v.picklist(['recommended', 'strict', 'legacy']),
        v.description('Which rules run. strict: all of them; legacy: without what an old org cannot mend soon.'),
      ),
    ),
    failOn: v.optional(
      v.pipe(
        v.picklist(['critical', 'high', 'medium', 'low', 'info', 'never']),
        v.description('Exit code 1 when a finding is at least this severe.'),
      ),
    ),
    rules: v.optional(
      v.pipe(
        v.record(v.string(), v.union([v.literal('off'), SEVERITY])),
        v.description('Rule id → off, or another severity.'),
      ),
    ),
    integrations: v.optional(
      v.pipe(v.array(integration), v.description('Integrations named by the team: stronger than any signal.')),
    ),
    exclude: v.optional(
      names('Names of sets, profiles, groups, apps or users that are no integrations; * is a wildcard.'),
    ),
    waivers: v.optional(v.pipe(v.array(waiver), v.description('Failures accepted for a time.'))),
    baseline: v.optional(text('Baseline file, relative to this one: what it knows is not reported again.')),
    customRules: v.optional(
      names('Rule files (TypeScript or JavaScript), relative to this one. They run with your rights.'),
    ),
    ...DESIGN_ENTRIES,
  }),
  v.description('How Leastwise judges an org, and how declared integrations are made. Everything has a default.'),
);

export type SettingsFile = v.InferOutput<typeof SETTINGS_SCHEMA>;
