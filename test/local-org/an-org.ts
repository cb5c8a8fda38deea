import { type OpenOrg, openOrg } from '../../src/local-org/open-org.ts';
import { OrgError } from '../../src/local-org/org-error.ts';
import type { Actor } from '../../src/local-org/records/actor.ts';
import { insertRecord } from '../../src/local-org/records/write-records.ts';
import type { ObjectType } from '../../src/local-org/schema/object-type.ts';

/** An org in this process with short ways to fill it: everything goes through the rules of the org itself. */
export interface AnOrg {
  readonly org: OpenOrg;
  actor(userId?: string): Actor;
  insert(object: string, values: object, userId?: string): string;
  object(name: string): ObjectType;
  profileId(name: string): string;
  /** A user of a profile; of the one that holds nothing when none is named. */
  user(name: string, profile?: string): string;
  set(name: string, permissions?: object): string;
  assign(userId: string, setId: string): void;
  /** Read and whatever else is named, on an object; and fields to read or edit. */
  grant(parentId: string, object: string, verbs: string, fields?: Readonly<Record<string, 'read' | 'edit'>>): void;
}

export const NOW = new Date('2026-11-24T10:00:00Z');
export const EMPTY_PROFILE = 'Minimum Access - Salesforce';

export function anOrg(org: OpenOrg = openOrg({ now: () => NOW })): AnOrg {
  const actor: AnOrg['actor'] = (userId = org.adminId) => ({ org, access: org.accessOf(userId) });
  const insert: AnOrg['insert'] = (object, values, userId) => insertRecord(actor(userId), object, { ...values });
  const idOf = (sql: string, name: string): string => {
    const row = org.store.all(sql, [name])[0];
    if (!row) throw new Error(`The org has no ${name}`);
    return String(row['Id']);
  };
  const profileId = (name: string) => idOf('SELECT "Id" FROM "Profile" WHERE "Name" = ?', name);
  return {
    org,
    actor,
    insert,
    profileId,
    object: (name) => {
      const object = org.schema.object(name);
      if (!object) throw new Error(`The org has no object ${name}`);
      return object;
    },
    user: (name, profile = EMPTY_PROFILE) =>
      insert('User', { ...USER, Username: `${name}@people.example`, LastName: name, ProfileId: profileId(profile) }),
    set: (name, permissions = {}) => insert('PermissionSet', { Name: name, Label: name, ...permissions }),
    assign: (AssigneeId, PermissionSetId) => void insert('PermissionSetAssignment', { AssigneeId, PermissionSetId }),
    grant: (ParentId, SobjectType, verbs, fields = {}) => {
      const flags = verbs.split(' ').filter((verb) => verb !== '');
      if (flags.length > 0) {
        const values = Object.fromEntries(flags.map((verb) => [`Permissions${verb}`, true]));
        insert('ObjectPermissions', { ParentId, SobjectType, ...values });
      }
      for (const [field, verb] of Object.entries(fields)) {
        const values = { ParentId, SobjectType, Field: `${SobjectType}.${field}`, PermissionsRead: true };
        insert('FieldPermissions', { ...values, PermissionsEdit: verb === 'edit' });
      }
    },
  };
}

const USER = {
  Alias: 'alias',
  Email: 'somebody@people.example',
  TimeZoneSidKey: 'GMT',
  LocaleSidKey: 'en_US',
  LanguageLocaleKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
  IsActive: true,
};

/** `400 INVALID_FIELD message`, or `done`. Anything but a refusal of the org is a failure of the test. */
export function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return `${error.status} ${error.errorCode} ${error.message}`;
  }
  return 'done';
}
