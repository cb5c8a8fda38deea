import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const days = v.pipe(v.number(), v.minValue(-3650), v.maxValue(36_500));
const range = v.tuple([v.number(), v.number()]);
const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** A value of a generated record. In texts `{n}` is the number of the record. The same seed gives the same values. */
const template = v.union([
  scalar,
  v.strictObject({ oneOf: v.pipe(v.array(scalar), v.minLength(1)) }),
  v.strictObject({ between: range, decimals: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
  v.strictObject({ daysAgo: range }),
  v.strictObject({ recordOf: text }),
]);

const user = v.looseObject({
  Username: text,
  profileName: v.optional(text),
  role: v.optional(text),
  /** Permission sets and groups by API name. */
  permsets: v.optional(v.array(text)),
  /** Made so long ago; as old as the org when absent. */
  createdDaysAgo: v.optional(days),
  frozen: v.optional(v.boolean()),
  /** For log-ins by SOAP and by the password flow. Only its hash is kept. */
  password: v.optional(text),
});

const login = v.strictObject({
  user: text,
  application: text,
  /** `LoginHistory.LoginType`: `Remote Access 2.0`, `Application`, `Other Apex API`. */
  type: text,
  subType: v.optional(text),
  status: v.optional(text),
  sourceIp: v.optional(text),
  apiType: v.optional(text),
  apiVersion: v.optional(text),
  browser: v.optional(text),
  /** The newest one, and how many before it, one each `everyHours`. */
  daysAgo: days,
  count: v.optional(count(10_000)),
  everyHours: v.optional(v.number()),
});

const token = v.strictObject({
  user: text,
  application: text,
  usedDaysAgo: days,
  createdDaysAgo: v.optional(days),
  useCount: v.optional(v.number()),
});

const auditEntry = v.strictObject({
  user: text,
  daysAgo: days,
  /** `SetupAuditTrail.Action`: `PermSetAssign`, `changedprofileforuser`. */
  action: text,
  section: v.optional(text),
  /** What Setup shows. */
  display: text,
});

const apiUsage = v.strictObject({
  user: text,
  application: v.optional(text),
  /** First and last day, counted back from now. */
  daysAgo: range,
  perDay: count(10_000),
  family: v.picklist(['REST', 'SOAP', 'BULK_API_2', 'METADATA', 'TOOLING']),
  method: v.picklist(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
  /** Path without query: `/services/data/v58.0/sobjects/Account`. */
  resource: text,
  entities: v.optional(v.array(text)),
  apiVersion: text,
  sourceIp: v.optional(text),
  status: v.optional(v.pipe(v.number(), v.integer())),
  userAgent: v.optional(text),
});

const records = v.strictObject({
  object: text,
  count: count(5_000_000),
  /** Usernames of the owners, in turn; the first administrator when absent. */
  owners: v.optional(v.pipe(v.array(text), v.minLength(1))),
  createdDaysAgo: v.optional(range),
  values: v.record(v.string(), template),
});

const generate = v.strictObject({
  /** Custom objects, each with so many text fields. */
  objects: v.optional(v.strictObject({ count: count(2000), fields: count(500), name: v.optional(text) })),
  permissionSets: v.optional(
    v.strictObject({
      count: count(20_000),
      name: v.optional(text),
      /** Of each set, on objects and fields of the org in turn. */
      objectPermissions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      fieldPermissions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
  users: v.optional(
    v.strictObject({
      count: count(200_000),
      username: v.optional(text),
      profileName: v.optional(text),
      /** Sets of each user, of all sets in turn. */
      permissionSets: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
});

/** What a tree of metadata does not hold: seats, people, log-ins, tokens, traces, records. */
export const SEED_SCHEMA = v.strictObject({
  $schema: v.optional(v.string()),
  organization: v.optional(v.strictObject({ name: v.optional(text), isSandbox: v.optional(v.boolean()) })),
  /** How long ago everything that is loaded was made. */
  ageDays: v.optional(v.pipe(days, v.minValue(0))),
  switches: v.optional(
    v.strictObject({
      blockUsernamePasswordFlow: v.optional(v.boolean()),
      adminApprovedAppsOnly: v.optional(v.boolean()),
      soapLogin: v.optional(v.boolean()),
      soapLoginNeedsUseAnyApiAuth: v.optional(v.boolean()),
      eventMonitoring: v.optional(v.boolean()),
      clientSecretsByRest: v.optional(v.boolean()),
      dailyRequests: v.optional(count(100_000_000)),
    }),
  ),
  /** Seats by user licence or permission set licence. Licences that are not named have a seat for everybody. */
  seats: v.optional(v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)))),
  roles: v.optional(v.array(v.strictObject({ name: text, parent: v.optional(text) }))),
  users: v.optional(v.array(user)),
  /** Permission sets and groups by API name, given for a time. */
  assignments: v.optional(v.array(v.strictObject({ user: text, set: text, expiresInDays: v.optional(v.number()) }))),
  logins: v.optional(v.array(login)),
  tokens: v.optional(v.array(token)),
  auditTrail: v.optional(v.array(auditEntry)),
  apiUsage: v.optional(v.array(apiUsage)),
  generate: v.optional(generate),
  records: v.optional(v.array(records)),
});

export type Seed = v.InferOutput<typeof SEED_SCHEMA>;
export type SeedItem<Key extends keyof Seed> = NonNullable<Seed[Key]> extends readonly (infer Item)[] ? Item : never;
export type Template = v.InferOutput<typeof template>;
