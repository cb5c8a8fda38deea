import * as v from 'valibot';
import { insertLog } from '../login/log-in.ts';
import { firstRow, insertRow, typeOf } from '../metadata/records.ts';
import type { OpenOrg } from '../open-org.ts';
import { coerceValue } from '../records/coerce-value.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { StoredValue } from '../store/store.ts';
import { createUser } from './load-tree.ts';

const DAY = 86_400_000;
const values = v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()]));

/** What a tree of metadata does not hold: seats, people, log-ins, tokens, records. */
const SEED = v.strictObject({
  /** Seats by user licence or permission set licence. */
  seats: v.optional(v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)))),
  users: v.optional(v.array(v.record(v.string(), v.unknown()))),
  logins: v.optional(
    v.array(
      v.strictObject({
        user: v.string(),
        application: v.string(),
        type: v.string(),
        subType: v.optional(v.string()),
        status: v.optional(v.string()),
        sourceIp: v.optional(v.string()),
        apiVersion: v.optional(v.string()),
        /** The newest one, and how many before it, one each `everyHours`. */
        daysAgo: v.number(),
        count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
        everyHours: v.optional(v.number()),
      }),
    ),
  ),
  tokens: v.optional(
    v.array(
      v.strictObject({
        user: v.string(),
        application: v.string(),
        usedDaysAgo: v.number(),
        useCount: v.optional(v.number()),
      }),
    ),
  ),
  /** `{n}` in a text is the number of the record. */
  records: v.optional(
    v.array(
      v.strictObject({
        object: v.string(),
        count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5_000_000)),
        owner: v.optional(v.string()),
        values,
      }),
    ),
  ),
});

export type Seed = v.InferOutput<typeof SEED>;

/** @throws Error that names the place in the file */
export function parseSeed(text: string, label: string): Seed {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${label}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = v.safeParse(SEED, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`${label}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

/** @returns what could not be done, with the reasons */
export function applySeed(org: OpenOrg, seed: Seed): readonly string[] {
  const told: string[] = [];
  for (const [name, seats] of Object.entries(seed.seats ?? {})) setSeats(org, name, seats, told);
  for (const user of seed.users ?? []) createUser(org, user, told);
  org.store.transaction(() => {
    for (const login of seed.logins ?? []) addLogins(org, login);
    for (const token of seed.tokens ?? []) addToken(org, token);
    for (const records of seed.records ?? []) addRecords(org, records, told);
  });
  return told;
}

function setSeats(org: OpenOrg, name: string, seats: number, told: string[]): void {
  const licence = firstRow(org, 'UserLicense', { Name: name });
  const psl = licence
    ? undefined
    : (firstRow(org, 'PermissionSetLicense', { DeveloperName: name }) ??
      firstRow(org, 'PermissionSetLicense', { MasterLabel: name }));
  const row = licence ?? psl;
  if (row)
    org.store.update(typeOf(org, licence ? 'UserLicense' : 'PermissionSetLicense'), String(row['Id']), {
      TotalLicenses: seats,
    });
  else told.push(`seats: there is no licence ${name}`);
}

function userId(org: OpenOrg, username: string): StoredValue {
  return firstRow(org, 'User', { Username: username })?.['Id'] ?? null;
}

function addLogins(org: OpenOrg, login: NonNullable<Seed['logins']>[number]): void {
  const { user, application, type, daysAgo, count = 1, everyHours = 24 } = login;
  const newest = org.now().getTime() - daysAgo * DAY;
  for (let at = 0; at < count; at++) {
    insertLog(org, 'LoginHistory', {
      UserId: userId(org, user),
      LoginTime: new Date(newest - at * everyHours * 3_600_000).toISOString(),
      LoginType: type,
      LoginSubType: login.subType ?? null,
      Status: login.status ?? 'Success',
      SourceIp: login.sourceIp ?? '198.51.100.7',
      Application: application,
      ApiType: 'N/A',
      ApiVersion: login.apiVersion ?? 'N/A',
      LoginUrl: 'login.salesforce.com',
      OptionsIsGet: 0,
      OptionsIsPost: 1,
    });
  }
  if ((login.status ?? 'Success') === 'Success') {
    org.store.all('UPDATE "User" SET "LastLoginDate" = max(COALESCE("LastLoginDate", \'\'), ?) WHERE "Username" = ?', [
      new Date(newest).toISOString(),
      user,
    ]);
  }
}

function addToken(
  org: OpenOrg,
  { user, application, usedDaysAgo, useCount = 1 }: NonNullable<Seed['tokens']>[number],
): void {
  const used = new Date(org.now().getTime() - usedDaysAgo * DAY).toISOString();
  insertLog(org, 'OauthToken', {
    AppName: application,
    UserId: userId(org, user),
    LastUsedDate: used,
    CreatedDate: used,
    UseCount: useCount,
  });
}

function addRecords(
  org: OpenOrg,
  { object: name, count, owner, values: given }: NonNullable<Seed['records']>[number],
  told: string[],
): void {
  const object = org.schema.object(name);
  const unknown = object && Object.keys(given).find((field) => !org.schema.field(object, field));
  if (!object || unknown !== undefined) {
    told.push(`records: ${unknown === undefined ? `there is no object ${name}` : `${name} has no field ${unknown}`}`);
    return;
  }
  const ownerId = owner === undefined ? org.adminId : userId(org, owner);
  for (let number = 1; number <= count; number++)
    insertRow(org, name, org.adminId, recordOf(org, object, given, number, ownerId));
}

function recordOf(
  org: OpenOrg,
  object: ObjectType,
  given: Readonly<Record<string, unknown>>,
  number: number,
  ownerId: StoredValue,
): Readonly<Record<string, StoredValue>> {
  const own = Object.entries(given).flatMap(([name, value]) => {
    const field = org.schema.field(object, name);
    const text = typeof value === 'string' ? value.replaceAll('{n}', String(number)) : value;
    return field ? [[field.name, coerceValue(field, text)] as const] : [];
  });
  const owner = org.schema.field(object, 'OwnerId') ? { OwnerId: ownerId } : {};
  const row: Record<string, StoredValue> = { ...owner, ...Object.fromEntries(own) };
  const isPerson = org.schema.field(object, 'LastName') && org.schema.field(object, 'Name')?.createable === false;
  if (isPerson)
    row['Name'] = [row['FirstName'], row['LastName']].filter((part) => part !== null && part !== undefined).join(' ');
  return row;
}
