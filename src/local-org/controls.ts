import { type Checkpoints, createCheckpoints, startOver } from './checkpoints.ts';
import type { Fault } from './faults.ts';
import { appByRecord } from './login/apps.ts';
import { keepPassword } from './login/passwords.ts';
import type { OpenOrg } from './open-org.ts';
import { OrgError } from './org-error.ts';
import { type OrgSummary, summaryOf } from './org-summary.ts';
import { loadSource, type Source } from './seed/load-source.ts';
import type { Loaded } from './seed/loaded.ts';
import type { Session } from './sessions.ts';
import type { RequestRecord } from './traffic.ts';

/** Which sessions: one by its token, or all of a user or an application; all of the org when nothing is named. */
export interface SessionChoice {
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  /** Label of a connected app or external client app. */
  readonly application?: string | undefined;
}

export interface SessionRequestOptions {
  /** Label of the application that the session is opened for; none when absent. */
  readonly application?: string | undefined;
  /** How long it lasts; two hours when absent. */
  readonly minutes?: number | undefined;
}

/** What tests and demos do to an org that Salesforce lets nobody do. */
export interface OrgControls {
  summary(): OrgSummary;
  /** Makes the org new and loads again what it was started with. Sessions of users who are there again go on. */
  reset(): Promise<Loaded>;
  /** Keeps the org as it is, under a name. */
  checkpoint(name?: string): Promise<void>;
  /** Puts the org back to a checkpoint: records, set-up, schema, switches, requests, clock; faults are cleared. */
  restore(name?: string): Promise<void>;
  dropCheckpoint(name?: string): Promise<void>;
  checkpoints(): readonly string[];
  addFault(fault: Fault): void;
  /** Ends all faults; groups that were left outdated are recalculated. */
  clearFaults(): void;
  faults(): readonly Fault[];
  /** Opens a session without a log-in. */
  openSession(username: string, options?: SessionRequestOptions): Session;
  /** Gives a user a password, for SOAP `login()` and the password flow; only its hash is kept. */
  setPassword(username: string, password: string, securityToken?: string): void;
  /** Ends sessions, and says how many. */
  expireSessions(which?: SessionChoice): number;
  sessions(): readonly Session[];
  /** Moves the clock on, or back; it goes on from there. */
  moveClock(milliseconds: number): Date;
  setClock(moment: Date): Date;
  /** Requests that the org has seen, oldest first. */
  traffic(since?: Date): readonly RequestRecord[];
  /** Requests that nothing answers yet, with how often they came. */
  unanswered(): readonly { readonly request: string; readonly count: number }[];
}

const DEFAULT_CHECKPOINT = 'default';

export function createControls(org: OpenOrg, source: Source): OrgControls {
  const checkpoints: Checkpoints = createCheckpoints(org);
  const setClock = (moment: Date): Date => {
    org.clock.offset += moment.getTime() - org.now().getTime();
    return org.now();
  };
  return {
    summary: () => summaryOf(org),
    reset: () => startOver(org, () => loadSource(org, source)),
    checkpoint: (name = DEFAULT_CHECKPOINT) => checkpoints.take(name),
    restore: (name = DEFAULT_CHECKPOINT) => checkpoints.restore(name),
    dropCheckpoint: (name = DEFAULT_CHECKPOINT) => checkpoints.drop(name),
    checkpoints: checkpoints.names,
    addFault: org.faults.add,
    clearFaults: () => clearFaults(org),
    faults: org.faults.list,
    openSession: (username, options) => openSession(org, username, options),
    setPassword: (username, password, securityToken) =>
      keepPassword(org, userNamed(org, username), password, securityToken),
    expireSessions: (which = {}) => expireSessions(org, which),
    sessions: org.sessions.list,
    moveClock: (milliseconds) => setClock(new Date(org.now().getTime() + milliseconds)),
    setClock,
    traffic: (since) => [...org.traffic.between(since?.getTime() ?? 0, Number.MAX_SAFE_INTEGER)],
    unanswered: () => [...org.traffic.unanswered].map(([request, count]) => ({ request, count })),
  };
}

function clearFaults(org: OpenOrg): void {
  org.faults.clear();
  const group = org.schema.object('PermissionSetGroup');
  if (!group) return;
  for (const row of org.store.find(group, { Status: 'Outdated' }))
    org.store.update(group, String(row['Id']), { Status: 'Updated' });
}

function userNamed(org: OpenOrg, username: string): string {
  const user = org.store.all('SELECT "Id" FROM "User" WHERE "Username" = ?', [username])[0];
  if (!user) throw new OrgError(404, 'NOT_FOUND', `The org has no user ${username}.`);
  return String(user['Id']);
}

function applicationNamed(org: OpenOrg, name: string): NonNullable<Session['app']> {
  const sql = `SELECT "Id" FROM "ConnectedApplication" WHERE "Name" = ?1
    UNION SELECT "Id" FROM "ExternalClientApplication" WHERE "MasterLabel" = ?1 OR "DeveloperName" = ?1`;
  const id = org.store.all(sql, [name])[0]?.['Id'];
  const app = id === undefined ? undefined : appByRecord(org, String(id));
  if (!app) throw new OrgError(404, 'NOT_FOUND', `The org has no application ${name} that logs in by OAuth.`);
  return { id: app.recordId, name: app.name, kind: app.kind };
}

function openSession(org: OpenOrg, username: string, options: SessionRequestOptions = {}): Session {
  const { application, minutes } = options;
  return org.sessions.open({
    userId: userNamed(org, username),
    app: application === undefined ? undefined : applicationNamed(org, application),
    scopes: ['full'],
    sourceIp: '127.0.0.1',
    ...(minutes === undefined ? {} : { minutes }),
  });
}

function expireSessions(org: OpenOrg, { token, username, application }: SessionChoice): number {
  return org.sessions.end({
    ...(token === undefined ? {} : { token }),
    ...(username === undefined ? {} : { userId: userNamed(org, username) }),
    ...(application === undefined ? {} : { appId: applicationNamed(org, application).id }),
  });
}
