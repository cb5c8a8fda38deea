import type { OpenOrg } from '../open-org.ts';
import { OrgError } from '../org-error.ts';
import { coerceValue } from '../records/coerce-value.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import type { StoredValue } from '../store/store.ts';
import { isStored, quoted } from '../store/tables.ts';
import type { Loading } from './people.ts';
import type { SeedItem, Template } from './seed-schema.ts';
import { momentMaker, type TemplateWorld, valueMaker } from './templates.ts';

type Maker = (number: number) => StoredValue;

/** Business records by the number, made column by column and written by one statement. */
export function createRecords(loading: Loading, seeds: readonly SeedItem<'records'>[]): void {
  const { org, told } = loading;
  const ids = new Map<string, readonly string[]>();
  const world: TemplateWorld = {
    today: loading.today,
    coerce: coerceValue,
    idsOf: (name) => {
      const known = ids.get(name) ?? idsOf(org, name);
      ids.set(name, known);
      return known;
    },
  };
  for (const seed of seeds) {
    try {
      insertRecords(loading, seed, world);
      ids.delete(seed.object);
      told.records(seed.count);
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      told.problem(`Records of ${seed.object}`, error.message);
    }
  }
}

function idsOf(org: OpenOrg, name: string): readonly string[] {
  const object = org.schema.object(name);
  if (!object || object.keyPrefix === '') throw new OrgError(400, 'NOT_FOUND', `no CustomObject named ${name} found`);
  return org.store.all(`SELECT "Id" FROM ${quoted(object.name)} ORDER BY "Id"`).map((row) => String(row['Id']));
}

function insertRecords({ org, today }: Loading, seed: SeedItem<'records'>, world: TemplateWorld): void {
  const object = org.schema.object(seed.object);
  if (!object || (object.kind !== 'data' && object.kind !== 'activity' && object.kind !== 'custom-setting'))
    throw new OrgError(400, 'NOT_FOUND', `no CustomObject named ${seed.object} found`);
  const given = givenValues(org, object, seed.values, world);
  const newId = org.store.newIds(object, seed.count);
  const makers: Readonly<Record<string, Maker>> = {
    ...defaults(object),
    ...stamps(org, seed, today),
    ...given,
    ...personName(object, given),
    ...owners(org, object, seed.owners),
    Id: (number) => newId(number - 1),
  };
  const columns = object.fields.filter((field) => isStored(field) && makers[field.name]).map(({ name }) => name);
  const make = columns.map((name) => makers[name] ?? (() => null));
  org.store.insertMany(object, columns, rows(seed.count, make));
}

/** Makers in the order of the columns; all rows share one array, which is bound before the next is made. */
function* rows(count: number, makers: readonly Maker[]): Generator<readonly StoredValue[]> {
  const row: StoredValue[] = makers.map(() => null);
  for (let number = 1; number <= count; number++) {
    for (let at = 0; at < makers.length; at++) row[at] = makers[at]?.(number) ?? null;
    yield row;
  }
}

function givenValues(
  org: OpenOrg,
  object: ObjectType,
  values: Readonly<Record<string, Template>>,
  world: TemplateWorld,
): Readonly<Record<string, Maker>> {
  const makers = Object.entries(values).map(([name, template], at) => {
    const field = org.schema.field(object, name);
    if (!field) throw new OrgError(400, 'NOT_FOUND', `no CustomField named ${object.name}.${name} found`);
    return [field.name, valueMaker(field, template, at, world)] as const;
  });
  return Object.fromEntries(makers);
}

/** What a field holds when nobody says anything; auto-numbers count. */
function defaults({ fields }: ObjectType): Readonly<Record<string, Maker>> {
  const makers = fields.flatMap((field): readonly (readonly [string, Maker])[] => {
    if (field.autoNumber) return [[field.name, (number) => String(number).padStart(8, '0')]];
    const value = defaultOf(field);
    return value === undefined ? [] : [[field.name, () => value]];
  });
  return Object.fromEntries(makers);
}

function defaultOf(field: FieldType): StoredValue | undefined {
  if (field.defaultValue !== undefined) return coerceValue(field, field.defaultValue);
  return field.type === 'boolean' ? 0 : undefined;
}

/** When a record was made and last changed: on the day the org was made, or on any of the days asked for. */
function stamps(org: OpenOrg, { createdDaysAgo }: SeedItem<'records'>, today: number): Readonly<Record<string, Maker>> {
  const moment = org.now().toISOString();
  const created: Maker = createdDaysAgo ? momentMaker(createdDaysAgo, 1, today) : () => moment;
  const by = () => org.adminId;
  return {
    CreatedDate: created,
    LastModifiedDate: created,
    SystemModstamp: created,
    CreatedById: by,
    LastModifiedById: by,
  };
}

/** Names of people are made of their parts. */
function personName(object: ObjectType, given: Readonly<Record<string, Maker>>): Readonly<Record<string, Maker>> {
  const name = object.fields.find((field) => field.name === 'Name');
  if (!name || name.createable || !object.fields.some((field) => field.name === 'LastName')) return {};
  const parts = [given['FirstName'], given['LastName']].filter((part) => part !== undefined);
  return { Name: (number) => parts.map((part) => part(number)).join(' ') };
}

function owners(org: OpenOrg, object: ObjectType, usernames: readonly string[] = []): Readonly<Record<string, Maker>> {
  if (!org.schema.field(object, 'OwnerId')) return {};
  const ids = usernames.map((username) => {
    const user = org.store.all('SELECT "Id" FROM "User" WHERE "Username" = ?', [username])[0];
    if (!user) throw new OrgError(400, 'NOT_FOUND', `no User named ${username} found`);
    return String(user['Id']);
  });
  return { OwnerId: ids.length === 0 ? () => org.adminId : (number) => ids[number % ids.length] ?? org.adminId };
}
