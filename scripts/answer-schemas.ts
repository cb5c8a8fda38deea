/** The JSON Schemas (draft 2020-12) of what the commands print as JSON: built from a few shapes, so that they agree. */
import { FACT_FAMILIES } from '../src/model/coverage.ts';
import { PRINCIPLES, SEVERITIES, THREATS } from '../src/model/finding.ts';
import { OBJECT_VERBS, SETUP_ENTITY_TYPES } from '../src/model/permission.ts';
import { ANSWER_SCHEMA_VERSION } from '../src/report/json-answers.ts';
import { AUDIT_SCHEMA_VERSION } from '../src/report/json-audit.ts';

type Schema = Readonly<Record<string, unknown>>;

const BASE = 'https://unpkg.com/leastwise/schemas';

const text = (description?: string): Schema => ({ type: 'string', ...(description ? { description } : {}) });
const number: Schema = { type: 'integer', minimum: 0 };
const flag: Schema = { type: 'boolean' };
const one = (values: readonly string[]): Schema => ({ enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });
const texts = list(text());

/** All keys are required unless they end in `?`; no other key may appear. */
function object(properties: Readonly<Record<string, Schema>>, description?: string): Schema {
  const entries = Object.entries(properties).map(([key, schema]) => [key.replace(/\?$/, ''), schema] as const);
  return {
    type: 'object',
    ...(description ? { description } : {}),
    properties: Object.fromEntries(entries),
    required: Object.keys(properties).filter((key) => !key.endsWith('?')),
    additionalProperties: false,
  };
}

const origin = object({
  path: text('Relative to the audited root, forward slashes.'),
  line: { ...number, description: '1-based; 0 for the whole file.' },
});
const originOrNone: Schema = { anyOf: [origin, { type: 'null' }] };
const severity = one(SEVERITIES);
const bound = one(['exact', 'at-least']);
const source = object({
  kind: one(['sfdx', 'mdapi', 'zip', 'git', 'org', 'file']),
  label: text(),
  filesRead: number,
  bytesRead: number,
  'apiCalls?': number,
  'expectedCalls?': number,
  'rowsRead?': number,
  'savedIn?': text('The snapshot file that it was loaded from.'),
});
const reference = object({ standard: text(), id: text(), 'url?': text() });
const diagnostic = object({
  code: text(),
  level: one(['error', 'warning', 'info']),
  message: text(),
  path: text(),
  line: number,
  column: number,
});

const coverage: Schema = {
  type: 'object',
  propertyNames: one(FACT_FAMILIES),
  additionalProperties: object({
    state: one(['read', 'partial', 'absent', 'denied']),
    reason: text(),
    'opens?': texts,
  }),
};

const healthCheck = object({
  name: text('Kebab-case.'),
  state: one(['good', 'doubtful', 'bad']),
  text: text(),
  action: text('What to do now; empty when all is well.'),
});

const planNote = object(
  { integration: text(), code: text('Kebab-case.'), text: text(), location: originOrNone },
  'What was added to a declaration or left out of it, and why.',
);

const integrationParts = {
  name: text('Kebab-case, unique in the answer.'),
  label: text(),
  class: one(['own', 'salesforce', 'package']),
  confidence: one(['certain', 'likely', 'possible']),
  evidence: list(object({ signal: text(), text: text(), 'origin?': origin })),
  users: texts,
  profiles: texts,
  permissionSets: texts,
  groups: texts,
  apps: texts,
  'owner?': text(),
  'people?': { ...texts, description: 'Those of its users who are people as well.' },
  'ownerHints?': { ...texts, description: 'Whom to ask when no owner is named.' },
};

const reach = object({
  bound,
  boundReasons: texts,
  objects: list(object({ object: text(), verbs: list(one(OBJECT_VERBS)), readFields: texts, editFields: texts })),
  readableFields: number,
  editableFields: number,
  systemPermissions: texts,
  setup: { type: 'object', propertyNames: one(SETUP_ENTITY_TYPES), additionalProperties: texts },
  everything: texts,
  escalation: texts,
});

const finding = object({
  rule: text(),
  severity,
  outcome: one(['fail', 'pass', 'waived', 'not-applicable', 'not-checked']),
  subject: text(),
  subjectKind: one(['integration', 'profile', 'permission-set', 'group', 'user', 'app', 'org', 'file']),
  integrations: texts,
  message: text(),
  fix: text(),
  details: texts,
  principles: list(one(PRINCIPLES)),
  threats: list(one(THREATS)),
  confidence: one(['certain', 'likely', 'possible']),
  locations: list(origin),
  reason: text('Why it was waived, or why its severity is not the rule’s.'),
  fingerprint: { type: 'string', pattern: '^[0-9a-f]{16,}$', description: 'Stable over line moves and runs.' },
});

const auditedIntegration = object({
  ...integrationParts,
  reach,
  marks: list(object({ principle: one(PRINCIPLES), state: one(['kept', 'broken', 'unknown']), reason: text() })),
  'worst?': severity,
  verdict: text(),
});

const ruleSummary = object({
  rule: text(),
  title: text(),
  severity,
  outcome: one(['fail', 'pass', 'waived', 'not-applicable', 'not-checked']),
  failed: number,
  passed: number,
  waived: number,
  reason: text(),
  'code?': text(),
  'why?': text(),
  'fix?': text(),
  'references?': list(reference),
});

const audit = {
  schemaVersion: { const: AUDIT_SCHEMA_VERSION },
  version: text('Version of leastwise.'),
  date: { type: 'string', format: 'date' },
  source,
  partial: { ...flag, description: 'Something could not be read: no rule passes on what is missing.' },
  elapsedMilliseconds: number,
  counts: object({
    profiles: number,
    permissionSets: number,
    groups: number,
    apps: number,
    users: number,
    grants: number,
    findings: object(Object.fromEntries(SEVERITIES.map((name) => [name, number]))),
    waived: number,
    notChecked: number,
    baselined: number,
  }),
  integrations: list(auditedIntegration),
  findings: list(finding),
  rules: list(ruleSummary),
  diagnostics: list(diagnostic),
  'crossCheck?': object(
    {
      users: texts,
      compared: number,
      disagreements: list(object({ username: text(), permission: text(), leastwise: flag, org: flag })),
      refusals: texts,
    },
    'Of a live org: whether it says of some users what we say of them. A disagreement is a mistake of Leastwise.',
  ),
};

const answered = { schemaVersion: { const: ANSWER_SCHEMA_VERSION } };
const holder = object({ kind: one(['container', 'group', 'user', 'integration']), id: text(), name: text() });
const step = object({
  kind: one(['user', 'profile', 'permission-set', 'group']),
  id: text(),
  name: text(),
  'origin?': origin,
});
const grantKind = one(['granted', 'implied']);
const path = object({
  permission: text('As typed: `Account.Phone:edit`.'),
  kind: grantKind,
  opens: one(['the object', 'the field', 'it']),
  steps: list(step),
  location: origin,
});
const cut = list(
  object({
    action: one(['remove-entry', 'drop-member', 'unassign']),
    text: text(),
    location: originOrNone,
    alsoLost: number,
  }),
);
const reason = object({ code: text(), text: text(), location: originOrNone });
const change = object({ permission: text(), kind: grantKind, location: originOrNone });
const side = object({ label: text(), holder, bound, boundReasons: texts });

const ANSWERS: Readonly<Record<string, readonly [title: string, properties: Readonly<Record<string, Schema>>]>> = {
  audit: ['The `result` of `leastwise audit --json`, and what `--format json` prints.', audit],
  list: [
    'The `result` of `leastwise list --json`.',
    { ...answered, source, integrations: list(object(integrationParts)), diagnostics: list(diagnostic) },
  ],
  explanation: [
    'The `result` of `leastwise explain <who> <what> --json`.',
    {
      ...answered,
      holder,
      permission: text(),
      answer: one(['yes', 'no', 'unknown']),
      paths: list(path),
      cut,
      entryCut: cut,
      whyNot: list(reason),
      notes: list(reason),
      bound,
      boundReasons: texts,
    },
  ],
  reach: ['The `result` of `leastwise explain <who> --json`.', { ...answered, holder, reach }],
  'who-can': [
    'The `result` of `leastwise who-can --json`.',
    {
      ...answered,
      permission: text(),
      holders: list(object({ holder, integrations: texts, bound, paths: list(path) })),
      unresolved: texts,
    },
  ],
  comparison: [
    'The `result` of `leastwise compare --json`.',
    { ...answered, before: side, after: side, gained: list(change), lost: list(change), kept: number },
  ],
  'tree-comparison': [
    'The `result` of `leastwise compare --json` for two trees.',
    {
      ...answered,
      before: text(),
      after: text(),
      compared: number,
      unresolved: texts,
      integrations: list(
        object({ name: text(), state: one(['added', 'removed', 'changed']), gained: list(change), lost: list(change) }),
      ),
    },
  ],
  widening: [
    'The `result` of `leastwise check no-new-access --json`.',
    {
      ...answered,
      base: text(),
      head: text(),
      compared: number,
      added: texts,
      removed: texts,
      unresolved: texts,
      integrations: list(object({ name: text(), isNew: flag, lost: number, escalation: texts, gained: list(change) })),
    },
  ],
  build: [
    'The `result` of `leastwise build --json`.',
    {
      ...answered,
      root: text('Folder that the paths are relative to.'),
      integrations: texts,
      files: list(object({ path: text(), state: one(['created', 'changed', 'removed', 'same']) })),
      notes: list(planNote),
    },
  ],
  validation: [
    'The `result` of `leastwise validate --json`.',
    {
      ...answered,
      files: texts,
      mistakes: list(object({ path: text(), line: number, column: number, message: text(), instead: text() })),
      notes: list(planNote),
    },
  ],
  'saved-snapshot': [
    'The `result` of `leastwise snapshot save --json`.',
    {
      ...answered,
      file: text(),
      savedAt: text('ISO instant.'),
      pseudonyms: flag,
      source,
      counts: object({ containers: number, groups: number, users: number, apps: number }),
      coverage,
    },
  ],
  'org-matrix': [
    'The `result` of `leastwise audit --json` of more than one org.',
    {
      ...answered,
      version: text(),
      date: text(),
      elapsedMilliseconds: number,
      orgs: list(
        object({
          label: text(),
          state: one(['audited', 'failed']),
          audit: { anyOf: [object(audit), { type: 'null' }] },
          failure: {
            anyOf: [
              object({
                kind: one(['usage', 'configuration', 'input', 'org', 'internal']),
                code: text(),
                message: text(),
                actions: texts,
              }),
              { type: 'null' },
            ],
          },
        }),
      ),
    },
  ],
  checkup: [
    'The `result` of `leastwise doctor --json`.',
    {
      ...answered,
      project: list(healthCheck),
      org: {
        anyOf: [
          { type: 'null' },
          object({
            label: text(),
            identity: object({
              id: text(),
              name: text(),
              edition: text(),
              sandbox: flag,
              domain: text(),
              apiVersion: text(),
              readAt: text(),
              readAs: text(),
              'dailyRequests?': object({ used: number, limit: number }),
            }),
            checks: list(healthCheck),
            coverage,
            blind: list(
              object({
                rule: text(),
                title: text(),
                severity,
                families: list(one(FACT_FAMILIES)),
                reason: text(),
                opens: list(texts),
              }),
            ),
            rules: number,
            calls: number,
            auditCalls: number,
          }),
        ],
      },
    },
  ],
  rules: [
    'The `result` of `leastwise rules --json`.',
    {
      ...answered,
      rules: list(
        object({
          id: text(),
          code: text(),
          title: text(),
          why: text(),
          fix: text(),
          severity,
          principles: list(one(PRINCIPLES)),
          threats: list(one(THREATS)),
          references: list(reference),
          presets: texts,
          needs: list(one(FACT_FAMILIES)),
        }),
      ),
    },
  ],
};

/** File name without `.schema.json` → schema. */
export function answerSchemas(): ReadonlyMap<string, Schema> {
  return new Map(
    Object.entries(ANSWERS).map(([name, [title, properties]]) => [
      name,
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `${BASE}/${name}.schema.json`,
        title,
        ...object(properties),
      },
    ]),
  );
}
