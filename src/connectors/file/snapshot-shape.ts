import * as v from 'valibot';
import { FACT_FAMILIES } from '../../model/coverage.ts';
import { SETUP_ENTITY_TYPES } from '../../model/permission.ts';

/**
 * What a snapshot file holds, looked at value by value: it may come from anybody. What the model calls `undefined` stands as
 * `null`, so that a missing value is a mistake; what is unknown here is left out.
 */

const text = v.string();
const flag = v.boolean();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const texts = v.array(text);
const orNone = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.nullable(schema),
    v.transform((value) => value ?? undefined),
  );
/** Stands there or does not: for facts that came later. */
const maybe = v.exactOptional;
const list = <Schema extends v.GenericSchema>(schema: Schema) => v.array(schema);
const oneOf = v.picklist;

const origin = v.object({ path: text, line: count });
const named = v.object({ name: text, origin });

/** Millions of numbers are looked at without a word about each. */
const numbersBelow = (end: number) =>
  v.custom<readonly number[]>(
    (value) => Array.isArray(value) && value.every((one) => Number.isInteger(one) && one >= 0 && one < end),
  );
const column = v.object({
  ids: numbersBelow(2 ** 32),
  bits: numbersBelow(128),
  lines: maybe(numbersBelow(2 ** 32)),
  fileOf: maybe(numbersBelow(2 ** 16)),
});
const ipRange = v.object({ start: text, end: text, description: text, origin });
const container = v.object({
  id: text,
  kind: oneOf(['profile', 'permission-set', 'muting-permission-set']),
  name: text,
  label: text,
  description: text,
  license: text,
  custom: orNone(flag),
  activationRequired: flag,
  namespace: text,
  files: texts,
  grants: v.object({
    objects: column,
    fields: column,
    system: column,
    setup: v.record(oneOf(SETUP_ENTITY_TYPES), column),
  }),
  loginIpRanges: list(ipRange),
  loginHours: orNone(flag),
});
const group = v.object({
  id: text,
  name: text,
  label: text,
  description: text,
  activationRequired: flag,
  status: orNone(oneOf(['Updated', 'Outdated', 'Updating', 'Failed'])),
  namespace: text,
  members: list(named),
  mutingSets: list(named),
  origin,
});

const user = v.object({
  id: text,
  username: text,
  name: text,
  email: text,
  active: flag,
  frozen: flag,
  profile: orNone(text),
  license: orNone(text),
  permissionSetLicenses: texts,
  recordId: orNone(text),
  type: orNone(text),
  role: orNone(text),
  created: orNone(text),
  lastLogin: orNone(text),
  origin,
});
const assignment = v.object({
  username: text,
  target: v.object({ kind: oneOf(['permission-set', 'group']), name: text }),
  expires: orNone(text),
  ended: orNone(oneOf(['expired', 'revoked'])),
  origin,
});

const appCommon = {
  id: text,
  name: text,
  label: text,
  description: text,
  contactEmail: text,
  scopes: texts,
  adminApprovedOnly: orNone(flag),
  permissionSets: list(named),
  profiles: list(named),
  flows: v.object({
    clientCredentials: flag,
    device: flag,
    codeCredential: flag,
    tokenExchange: flag,
    namedUserJwt: flag,
  }),
  runAsUser: orNone(text),
  ipRelaxation: orNone(oneOf(['enforce', 'enforce-relax-refresh', 'bypass-with-second-factor', 'bypass'])),
  refreshToken: orNone(
    v.object({ kind: oneOf(['infinite', 'zero', 'lifetime', 'inactivity']), days: orNone(v.number()) }),
  ),
  ipRanges: list(ipRange),
  pkceRequired: orNone(flag),
  secretOptional: orNone(flag),
  refreshTokenRotation: orNone(flag),
  sessionPolicy: orNone(v.object({ action: text, level: text, timeout: orNone(v.number()) })),
  certificateEnds: maybe(orNone(text)),
  unread: maybe(text),
  template: flag,
  origin,
  lines: v.record(text, origin),
};
const connectedApp = v.object({ kind: v.literal('connected-app'), ...appCommon });
const clientApp = v.object({
  kind: v.literal('external-client-app'),
  ...appCommon,
  distribution: text,
  parts: list(oneOf(['app', 'oauth-settings', 'global-oauth', 'oauth-policies', 'policies', 'oauth-security'])),
  oauthLink: orNone(origin),
});

const permission = v.variant('kind', [
  v.object({
    kind: v.literal('object'),
    object: text,
    verb: oneOf(['read', 'create', 'edit', 'delete', 'viewAll', 'modifyAll', 'viewAllFields']),
  }),
  v.object({ kind: v.literal('field'), field: text, verb: oneOf(['read', 'edit']) }),
  v.object({ kind: v.literal('system'), name: text }),
  v.object({ kind: v.literal('setup'), type: oneOf(SETUP_ENTITY_TYPES), name: text }),
]);

const schema = {
  objects: list(
    v.object({ name: text, label: text, customSettingsType: orNone(text), sharingModel: orNone(text), origin }),
  ),
  fields: list(
    v.object({
      name: text,
      label: text,
      type: text,
      required: flag,
      formula: flag,
      referenceTo: texts,
      securityClassification: orNone(text),
      complianceGroups: texts,
      encrypted: flag,
      origin,
    }),
  ),
  customPermissions: list(v.object({ name: text, label: text, description: text, connectedApp: orNone(text), origin })),
  credentialPrincipals: list(
    v.object({
      credential: text,
      principal: text,
      kind: oneOf(['named-credential', 'external-credential']),
      endpoint: text,
      principalType: text,
      origin,
    }),
  ),
  profileSessionSettings: list(
    v.object({ profile: text, requiredSessionLevel: text, sessionTimeout: orNone(v.number()), origin }),
  ),
  userAccessPolicies: list(
    v.object({
      name: text,
      label: text,
      status: text,
      triggerType: text,
      actions: list(v.object({ action: text, type: text, target: text, origin })),
      origin,
    }),
  ),
  settings: list(v.object({ file: text, key: text, value: text, origin })),
  secrets: list(
    v.object({
      kind: oneOf(['consumer-key', 'consumer-secret', 'private-key']),
      holder: text,
      path: text,
      line: count,
    }),
  ),
};

const behaviour = {
  logins: list(
    v.object({
      username: text,
      application: text,
      loginType: text,
      loginSubType: text,
      apiType: text,
      apiVersion: text,
      sourceIp: text,
      status: text,
      count,
      first: text,
      last: text,
      origin,
    }),
  ),
  tokens: list(
    v.object({
      username: text,
      application: text,
      applicationId: orNone(text),
      useCount: count,
      created: orNone(text),
      lastUsed: orNone(text),
      origin,
    }),
  ),
  sessions: v.optional(
    list(
      v.object({
        username: text,
        id: text,
        sourceIp: text,
        loginType: text,
        sessionType: text,
        created: orNone(text),
        origin,
      }),
    ),
    [],
  ),
  apiCalls: list(
    v.object({
      username: text,
      application: text,
      applicationId: orNone(text),
      client: text,
      family: text,
      category: text,
      method: text,
      resource: text,
      entities: texts,
      apiVersion: text,
      sourceIp: text,
      statusClass: text,
      countsAgainstLimit: flag,
      count,
      firstDay: text,
      lastDay: text,
      origin,
    }),
  ),
  windows: list(
    v.object({ kind: oneOf(['logins', 'api-calls', 'setup-changes']), from: text, to: text, blindSpots: texts }),
  ),
  setupChanges: list(
    v.object({ at: text, by: text, delegate: text, action: text, section: text, display: text, origin }),
  ),
};

const orgFacts = {
  org: orNone(
    v.object({
      id: text,
      name: text,
      edition: text,
      sandbox: flag,
      domain: text,
      apiVersion: text,
      readAt: text,
      readAs: text,
      tables: maybe(v.record(text, v.object({ rows: count, changed: text }))),
      dailyRequests: maybe(v.object({ used: count, limit: count })),
    }),
  ),
  licences: list(
    v.object({
      kind: oneOf(['user', 'permission-set']),
      name: text,
      label: text,
      status: text,
      total: v.number(),
      used: v.number(),
      expires: orNone(text),
      forIntegrations: orNone(flag),
      origin,
    }),
  ),
  certificates: list(
    v.object({
      name: text,
      label: text,
      expires: orNone(text),
      keySize: orNone(v.number()),
      caSigned: flag,
      origin,
    }),
  ),
  recordCounts: list(v.object({ object: text, count: v.number(), method: oneOf(['counted', 'estimated']) })),
  permissionDependencies: list(v.object({ permission, requires: permission })),
};

const family = v.object({
  state: oneOf(['read', 'partial', 'absent', 'denied']),
  reason: text,
  opens: maybe(texts),
});
/** A family that a file of an older version does not know was not asked for. */
const unknownFamily = { state: 'absent', reason: 'the snapshot was saved before this was read' } as const;

const snapshot = v.object({
  source: v.object({
    kind: oneOf(['sfdx', 'mdapi', 'zip', 'git', 'org', 'file']),
    label: text,
    filesRead: count,
    bytesRead: count,
    apiCalls: maybe(count),
    expectedCalls: maybe(count),
    rowsRead: maybe(count),
  }),
  names: texts,
  containers: list(container),
  groups: list(group),
  users: list(user),
  assignments: list(assignment),
  connectedApps: list(connectedApp),
  externalClientApps: list(clientApp),
  ...schema,
  ...behaviour,
  ...orgFacts,
  coverage: v.object(
    Object.fromEntries(FACT_FAMILIES.map((name) => [name, v.optional(family, unknownFamily)])) as Record<
      (typeof FACT_FAMILIES)[number],
      v.OptionalSchema<typeof family, typeof unknownFamily>
    >,
  ),
  diagnostics: list(
    v.object({
      code: text,
      level: oneOf(['error', 'warning', 'info']),
      message: text,
      path: text,
      line: count,
      column: count,
    }),
  ),
});

const namedIntegration = v.object({
  name: text,
  owner: orNone(text),
  users: texts,
  profiles: texts,
  permissionSets: texts,
  groups: texts,
  apps: texts,
  origin,
});

export const SNAPSHOT_CONTENT = v.object({
  savedAt: text,
  writtenBy: text,
  pseudonyms: flag,
  integrations: list(namedIntegration),
  snapshot,
});
export type SnapshotContent = v.InferOutput<typeof SNAPSHOT_CONTENT>;
export type PackedContainer = SnapshotContent['snapshot']['containers'][number];
export type PackedColumn = v.InferOutput<typeof column>;
