/**
 * An org of the size of a large company, in a process of its own: the `messy` example with people, permission sets and field
 * permissions added straight to its store. Prints its address and a session as JSON, and ends with its parent.
 *
 *     node bench/org/large-org.ts 10000 3000 1000000
 */
import { type LocalOrg, startLocalOrg } from '../../src/local-org/local-org.ts';
import { insertLog } from '../../src/local-org/login/login-history.ts';
import { insertRow } from '../../src/local-org/metadata/records.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';

const [users = 10_000, sets = 3_000, fields = 1_000_000] = process.argv.slice(2).map(Number);
const OBJECTS = 400;
const FIELDS_OF_OBJECT = 60;
const OBJECTS_OF_SET = 20;
const SETS_OF_USER = 3;

const large = await startLocalOrg({ example: 'messy' });
large.org.store.transaction(() => fill(large));
process.stdout.write(
  `${JSON.stringify({ url: large.url, orgId: large.org.id, token: large.sessionFor(ADMIN_USERNAME) })}\n`,
);
process.on('disconnect', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();

function fill({ org }: LocalOrg): void {
  const insert = (object: string, row: Readonly<Record<string, string | number | null>>): string =>
    insertRow(org, object, org.adminId, row);
  const profile = String(org.store.all('SELECT "Id" FROM "Profile" WHERE "Name" = ?', ['Standard User'])[0]?.['Id']);
  const setIds = Array.from({ length: sets }, (_, at) =>
    insert('PermissionSet', {
      Name: `Set_${at}`,
      Label: `Set ${at}`,
      IsCustom: 1,
      Type: 'Regular',
      PermissionsApiEnabled: at % 2,
      PermissionsRunReports: 1,
    }),
  );
  setIds.forEach((ParentId, set) => {
    for (let at = 0; at < OBJECTS_OF_SET; at++) {
      const SobjectType = `Object_${(set + at * 7) % OBJECTS}__c`;
      insert('ObjectPermissions', { ParentId, SobjectType, PermissionsRead: 1, PermissionsEdit: at % 2 });
    }
    for (let at = 0; at < Math.ceil(fields / sets); at++) {
      const SobjectType = `Object_${(set + (at % OBJECTS_OF_SET) * 7) % OBJECTS}__c`;
      const Field = `${SobjectType}.Field_${Math.floor(at / OBJECTS_OF_SET) % FIELDS_OF_OBJECT}__c`;
      insert('FieldPermissions', {
        ParentId,
        SobjectType,
        Field,
        PermissionsRead: 1,
        PermissionsEdit: at % 3 === 0 ? 1 : 0,
      });
    }
  });
  for (let at = 0; at < users; at++) {
    const name = `person${at}@large.example`;
    const AssigneeId = insert('User', {
      Username: name,
      LastName: `Person ${at}`,
      Name: `Person ${at}`,
      Alias: `p${at}`,
      Email: name,
      IsActive: 1,
      UserType: 'Standard',
      ProfileId: profile,
    });
    for (let of = 0; of < SETS_OF_USER; of++)
      insert('PermissionSetAssignment', {
        AssigneeId,
        PermissionSetId: setIds[(at * 11 + of * 101) % sets] ?? '',
        IsActive: 1,
      });
    insertLog(org, 'LoginHistory', {
      UserId: AssigneeId,
      LoginTime: org.now().toISOString(),
      LoginType: 'Application',
      Status: 'Success',
      Application: 'Browser',
      SourceIp: '198.51.100.9',
    });
  }
}
