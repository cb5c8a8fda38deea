import * as v from 'valibot';

/** What `leastwise.yml` may say. The shipped JSON Schema and the errors people see are both made from this. */

const SEVERITY = v.picklist(['critical', 'high', 'medium', 'low', 'info']);
const names = (what: string) =>
  v.pipe(v.array(v.pipe(v.string(), v.minLength(1, 'must not be empty'))), v.description(what));
const text = (what: string) =>
  v.pipe(v.string('must be text'), v.minLength(1, 'must not be empty'), v.description(what));

/** 30 February has the shape of a date and is none. */
function isDayOfTheCalendar(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const waiver = v.pipe(
  v.strictObject({
    rule: text('Id of the rule whose failure is accepted.'),
    subject: text('What it is accepted for: a set, profile, app, user or integration; * is a wildcard.'),
    owner: text('Who answers for it.'),
    reason: text('Why it is accepted.'),
    ticket: v.optional(text('Where it is tracked.')),
    until: v.pipe(
      v.string('must be a date like 2027-03-31'),
      v.isoDate('must be a date like 2027-03-31'),
      v.check(isDayOfTheCalendar, 'must be a date like 2027-03-31'),
      v.description('Last day on which it is accepted. Afterwards it fails again.'),
    ),
  }),
  v.description('A failure that is accepted for a time.'),
);

const integration = v.pipe(
  v.strictObject({
    name: v.pipe(
      v.string('must be text'),
      v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, like erp-orders'),
      v.description('Name of the application, lower-case with hyphens.'),
    ),
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
  }),
  v.description('How Leastwise judges an org. Everything has a default.'),
);

export type SettingsFile = v.InferOutput<typeof SETTINGS_SCHEMA>;

/** Keys that exist at a place in the file, to guess what a misspelt one meant. */
export function knownKeys(path: readonly (string | number)[]): readonly string[] {
  const where = path.filter((key) => typeof key === 'string').join('.');
  if (where === '') return Object.keys(SETTINGS_SCHEMA.pipe[0].entries);
  if (where === 'waivers') return Object.keys(waiver.pipe[0].entries);
  return where === 'integrations' ? Object.keys(integration.pipe[0].entries) : [];
}
