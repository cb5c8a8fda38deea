import { createAccessOfUsers } from './enforce/access-of-users.ts';
import { markEndedAssignments } from './enforce/ended-assignments.ts';
import { createLogFiles } from './event-logs/log-files.ts';
import { createFaults } from './faults.ts';
import { restoreObjects } from './metadata/objects.ts';
import { DEFAULT_SWITCHES, type Org } from './org.ts';
import { initialSchema } from './schema/initial-schema.ts';
import { firstDay } from './seed/first-day.ts';
import { createSessions, type Session } from './sessions.ts';
import { openStore } from './store/store.ts';
import { createTraffic } from './traffic.ts';

export interface OrgOptions {
  /** File that keeps the records between runs; in memory when absent. */
  readonly file?: string | undefined;
  /** Name of the organisation. */
  readonly name?: string;
  /** Clock; the machine's when absent. */
  readonly now?: () => Date;
}

/** An org that can be served, and the id of its first administrator. */
export interface OpenOrg extends Org {
  readonly adminId: string;
  /** Set once the server listens. */
  url: string;
  close(): void;
}

/** Opens an org: a new one with an administrator and standard profiles, or the one that a file keeps. */
export function openOrg({ file, name = 'Local Org', now = () => new Date() }: OrgOptions = {}): OpenOrg {
  const schema = initialSchema();
  const store = openStore({ schema, file });
  if (file !== undefined) restoreObjects(schema, store);
  const known = store.all('SELECT "Id" FROM "Organization"')[0];
  const admin = store.all('SELECT "Id" FROM "User" ORDER BY "Id" LIMIT 1')[0];
  const { orgId, adminId } = known
    ? { orgId: String(known['Id']), adminId: String(admin?.['Id']) }
    : firstDay({ store, schema, now, orgName: name });
  const authSession = schema.object('AuthSession');
  if (!authSession) throw new Error('The schema has no AuthSession');
  const traffic = createTraffic(store);
  const accessOf = createAccessOfUsers(store, schema, now);
  const writeLogFiles = createLogFiles();
  const org: OpenOrg = {
    id: orgId,
    adminId,
    schema,
    store,
    sessions: createSessions({
      orgId,
      now,
      newId: () => store.newId(authSession),
      opened: (session) => store.insert(authSession, sessionRow(session, now())),
      ended: ({ id }) => store.remove(authSession, id),
    }),
    traffic,
    faults: createFaults(),
    switches: { ...DEFAULT_SWITCHES },
    url: '',
    accessOf,
    virtualRows: () => [],
    bringUpToDate: ({ name: object }) => {
      if (object === 'EventLogFile') writeLogFiles(org);
      if (object === 'PermissionSetAssignment') markEndedAssignments(org);
    },
    now,
    close: () => {
      traffic.flush();
      store.close();
    },
  };
  return org;
}

function sessionRow({ id, userId, app, sourceIp, expires }: Session, now: Date) {
  const moment = now.toISOString();
  return {
    Id: id,
    UsersId: userId,
    CreatedDate: moment,
    LastModifiedDate: moment,
    NumSecondsValid: Math.round((expires - now.getTime()) / 1000),
    UserType: 'Standard',
    SourceIp: sourceIp,
    LoginType: app === undefined ? 'Application' : 'Remote Access 2.0',
    SessionType: app === undefined ? 'API' : 'Oauth2',
    SessionSecurityLevel: 'STANDARD',
    IsCurrent: 0,
  };
}
