import { type Clock, createClock } from './clock.ts';
import { createDebugLogs } from './debug-logs/write-debug-logs.ts';
import { createAccessOfUsers } from './enforce/access-of-users.ts';
import { markEndedAssignments } from './enforce/ended-assignments.ts';
import { createLogFiles } from './event-logs/log-files.ts';
import { createFaults } from './faults.ts';
import { restoreObjects } from './metadata/objects.ts';
import { DEFAULT_SWITCHES, type Org } from './org.ts';
import { initialSchema } from './schema/initial-schema.ts';
import type { Schema } from './schema/schema.ts';
import { type FirstDay, firstDay } from './seed/first-day.ts';
import { createSessions, type Session } from './sessions.ts';
import { emptyDatabase } from './store/copies.ts';
import { keepSetting, keptSetting } from './store/settings.ts';
import { openStore, type Store } from './store/store.ts';
import { createSwitches } from './switches.ts';
import { createTraffic } from './traffic.ts';
import { virtualRows } from './virtual/virtual-rows.ts';

export interface OrgOptions {
  /** File that keeps the org between runs; in memory when absent. */
  readonly file?: string | undefined;
  /** Name of the organisation. */
  readonly name?: string | undefined;
  /** Clock; the machine's when absent. */
  readonly now?: () => Date;
}

/** An org that can be served, and the id of its first administrator. */
export interface OpenOrg extends Org {
  readonly adminId: string;
  readonly clock: Clock;
  /** Set once the server listens. */
  url: string;
  /** Whether what was asked for has been loaded: not yet in a new org, nor in one whose loading was cut short. */
  isLoaded(): boolean;
  markLoaded(): void;
  /** Makes it a new org again: nothing but its first day. */
  empty(): void;
  close(): void;
}

/**
 * Opens an org: a new one with an administrator and standard profiles, or the one that a file keeps.
 *
 * @throws Error with a code of `OrgFileFault` when the file cannot be used
 */
export function openOrg({ file, name = 'Local Org', now = () => new Date() }: OrgOptions = {}): OpenOrg {
  const schema = initialSchema();
  const store = openStore({ schema, file });
  const clock = createClock(now);
  const begin = (): FirstDay => firstDay({ store, schema, now: clock.now, orgName: name });
  if (file !== undefined) restoreObjects(schema, store);
  const { orgId, adminId } = knownOrg(store) ?? begin();
  const sessions = createSessions({ orgId, now: clock.now, ...sessionRecords(schema, store, clock.now) });
  const switches = createSwitches(store);
  const traffic = createTraffic(store);
  const writeLogFiles = createLogFiles();
  const org: OpenOrg = {
    id: orgId,
    adminId,
    schema,
    store,
    clock,
    sessions,
    traffic,
    faults: createFaults(),
    switches,
    url: '',
    accessOf: createAccessOfUsers(store, schema, clock.now),
    debugLogs: createDebugLogs(() => org),
    virtualRows: (access, object, equals) => virtualRows({ org, access, equals }, object),
    bringUpToDate: ({ name: object }) => {
      if (object === 'EventLogFile') writeLogFiles(org);
      if (object === 'PermissionSetAssignment') markEndedAssignments(org);
      if (object === 'ApexLog') org.debugLogs.prune();
    },
    now: clock.now,
    isLoaded: () => keptSetting(store, 'loaded') === true,
    markLoaded: () => keepSetting(store, 'loaded', true),
    empty: () => {
      emptyRecords(store, schema);
      begin();
      Object.assign(switches, DEFAULT_SWITCHES);
      traffic.restart();
      clock.offset = 0;
    },
    close: () => {
      traffic.flush();
      store.close();
    },
  };
  return org;
}

/** The org that a file keeps. Nobody is logged in to an org that was stopped. */
function knownOrg(store: Store): FirstDay | undefined {
  const known = store.all('SELECT "Id" FROM "Organization"')[0];
  const admin = store.all('SELECT "Id" FROM "User" ORDER BY "Id" LIMIT 1')[0];
  if (!known || !admin) return undefined;
  store.all('DELETE FROM "AuthSession"');
  store.all('DELETE FROM "SessionPermSetActivation"');
  return { orgId: String(known['Id']), adminId: String(admin['Id']) };
}

function emptyRecords(store: Store, schema: Schema): void {
  emptyDatabase(store.database);
  store.replaced();
  schema.replace(initialSchema().objects());
  store.applySchema();
}

/** Sessions show as AuthSession records. */
function sessionRecords(schema: Schema, store: Store, now: () => Date) {
  const authSession = schema.object('AuthSession');
  if (!authSession) throw new Error('The schema has no AuthSession');
  return {
    newId: () => store.newId(authSession),
    opened: (session: Session) => store.insert(authSession, sessionRow(session, now())),
    ended: ({ id }: Session) => store.remove(authSession, id),
  };
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
