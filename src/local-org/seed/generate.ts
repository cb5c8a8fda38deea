import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import { newPrefix, putObject } from '../metadata/objects.ts';
import { firstRow, typeOf } from '../metadata/records.ts';
import type { OpenOrg } from '../open-org.ts';
import { objectFromText } from '../schema/field-text.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import type { Loading } from './people.ts';
import type { Seed } from './seed-schema.ts';

type Generate = NonNullable<Seed['generate']>;

/** Big orgs by the number: objects, then sets that grant on them, then users who hold the sets. */
export function generate(loading: Loading, { objects, permissionSets, users }: Generate): void {
  if (objects) makeObjects(loading.org, objects);
  if (permissionSets) makeSets(loading.org, permissionSets);
  if (users) makeUsers(loading, users);
}

const numbered = (pattern: string, number: number): string => pattern.replaceAll('{n}', String(number));

function makeObjects(
  org: OpenOrg,
  { count, fields, name = 'Generated_{n}__c' }: NonNullable<Generate['objects']>,
): void {
  const words = Array.from({ length: fields }, (_, at) => `Field_${at + 1}__c:string`).join(' ');
  for (let number = 1; number <= count; number++) {
    const objectName = numbered(name, number);
    const known = org.schema.object(objectName);
    if (known) continue;
    putObject(
      org,
      objectFromText({
        name: objectName,
        keyPrefix: newPrefix(org, objectName),
        kind: 'data',
        fields: `Name:string80 OwnerId:reference>User|Group IsDeleted:boolean= ${words}`,
      }),
    );
  }
}

/** Rows of one object by the number: audit columns and flags that are off are the same in all. */
function insertNumbered(org: OpenOrg, name: string, count: number, row: (at: number, id: string) => StoredRow): void {
  const object = typeOf(org, name);
  const moment = org.now().toISOString();
  const constant: Record<string, StoredValue> = {
    ...Object.fromEntries(object.fields.filter(({ type }) => type === 'boolean').map((field) => [field.name, 0])),
    CreatedDate: moment,
    CreatedById: org.adminId,
    LastModifiedDate: moment,
    LastModifiedById: org.adminId,
    SystemModstamp: moment,
  };
  if (count === 0) return;
  const newId = org.store.newIds(object, count);
  const own = Object.keys(row(0, ''));
  const shared = Object.keys(constant).filter((column) => !own.includes(column));
  const tail = shared.map((column) => constant[column] ?? null);
  const rows = function* () {
    for (let at = 0; at < count; at++) {
      const id = newId(at);
      const values = row(at, id);
      yield [id, ...own.map((column) => values[column] ?? null), ...tail];
    }
  };
  org.store.insertMany(object, ['Id', ...own, ...shared], rows());
}

function makeSets(org: OpenOrg, asked: NonNullable<Generate['permissionSets']>): void {
  const { count, name = 'Generated_Set_{n}', objectPermissions = 0, fieldPermissions = 0 } = asked;
  const ids: string[] = [];
  insertNumbered(org, 'PermissionSet', count, (at, id) => {
    if (id !== '') ids.push(id);
    const own = numbered(name, at + 1);
    return { Name: own, Label: own.replaceAll('_', ' '), IsCustom: 1, Type: 'Regular', PermissionsApiEnabled: 1 };
  });
  const objects = org.schema.objects().filter(({ kind, name: own }) => kind === 'data' && hasObjectPermissions(own));
  const perObject = Math.min(objectPermissions, objects.length);
  // Each set begins where the one before it began, some further: sets overlap, and no two are the same.
  insertNumbered(org, 'ObjectPermissions', count * perObject, (at) => {
    const set = Math.floor(at / perObject);
    const object = objects[(set * 7 + (at % perObject)) % objects.length];
    return {
      ParentId: ids[set] ?? null,
      SobjectType: object?.name ?? null,
      PermissionsRead: 1,
      PermissionsCreate: at % 2,
      PermissionsEdit: at % 2,
    };
  });
  const fields = objects.flatMap((object) =>
    object.fields.filter(({ permissionable }) => permissionable).map((field) => [object.name, field] as const),
  );
  const perField = Math.min(fieldPermissions, fields.length);
  insertNumbered(org, 'FieldPermissions', count * perField, (at) => {
    const set = Math.floor(at / perField);
    const [object = '', field] = fields[(set * 101 + (at % perField)) % fields.length] ?? [];
    const mayEdit = field?.updateable === true && !field.calculated && at % 3 === 0;
    return {
      ParentId: ids[set] ?? null,
      SobjectType: object,
      Field: `${object}.${field?.name ?? ''}`,
      PermissionsRead: 1,
      PermissionsEdit: mayEdit ? 1 : 0,
    };
  });
}

function makeUsers({ org, told }: Loading, asked: NonNullable<Generate['users']>): void {
  const { count, username = 'user{n}@generated.example', profileName = 'Standard User', permissionSets = 0 } = asked;
  const profile = firstRow(org, 'Profile', { Name: profileName });
  if (!profile) {
    told.problem('Generated users', `no Profile named ${profileName} found`);
    return;
  }
  const ids: string[] = [];
  insertNumbered(org, 'User', count, (at, id) => {
    if (id !== '') ids.push(id);
    const own = numbered(username, at + 1);
    return {
      Username: own,
      Email: own,
      LastName: `Person ${at + 1}`,
      Name: `Person ${at + 1}`,
      Alias: `p${at + 1}`.slice(0, 8),
      IsActive: 1,
      UserType: 'Standard',
      ProfileId: profile['Id'] ?? null,
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
    };
  });
  insertNumbered(org, 'UserLogin', count, (at) => ({ UserId: ids[at] ?? null }));
  takeSeats(org, profile['UserLicenseId'] ?? null, count);
  assign(org, ids, String(profile['Id']), permissionSets);
  for (let at = 0; at < count; at++) told.user();
}

function takeSeats(org: OpenOrg, licenceId: StoredValue, count: number): void {
  const type = typeOf(org, 'UserLicense');
  const licence = org.store.get(type, String(licenceId));
  if (!licence) return;
  const used = Number(licence['UsedLicenses'] ?? 0) + count;
  const total = Math.max(Number(licence['TotalLicenses'] ?? 0), used);
  org.store.update(type, String(licenceId), { UsedLicenses: used, TotalLicenses: total });
}

/** Everybody's own profile set, as assignments show it, and sets of all in turn. */
function assign(org: OpenOrg, users: readonly string[], profileId: string, perUser: number): void {
  const own = firstRow(org, 'PermissionSet', { ProfileId: profileId })?.['Id'] ?? null;
  const sets = org.store
    .all('SELECT "Id" FROM "PermissionSet" WHERE "IsOwnedByProfile" = 0 AND "Type" = \'Regular\' ORDER BY "Id"')
    .map((row) => String(row['Id']));
  const each = 1 + Math.min(perUser, sets.length);
  insertNumbered(org, 'PermissionSetAssignment', users.length * each, (at) => {
    const user = Math.floor(at / each);
    const set = at % each === 0 ? own : (sets[(user * 13 + (at % each) - 1) % sets.length] ?? null);
    return { AssigneeId: users[user] ?? null, PermissionSetId: set, IsActive: 1 };
  });
}
