import type { LoginActivity, SessionActivity, TokenActivity } from '../../model/activity.ts';
import type { Assignment, User } from '../../model/user.ts';
import { type Found, queryTogether, rowsOf } from './query.ts';
import { inList } from './record-ids.ts';
import { flagIn, instantIn, longId, numberIn, optionalTextIn, originOf, type Row, textIn } from './row.ts';
import type { OrgSession } from './session.ts';
import { openWire, type WireOptions } from './wire.ts';

/** A few accounts of an org: what is needed to lock them out, and to tell what they were. */
export interface Accounts {
  readonly users: readonly User[];
  readonly assignments: readonly Assignment[];
  readonly tokens: readonly TokenActivity[];
  readonly sessions: readonly SessionActivity[];
  /** The last ones, newest first. */
  readonly logins: readonly LoginActivity[];
  /** What could not be read, in words. */
  readonly unread: readonly string[];
}

const LAST_LOGINS = 100;

/** A few accounts and nothing else of an org, in two or three calls: for when seconds count. */
export async function readAccounts(
  session: OrgSession,
  usernames: readonly string[],
  options: WireOptions = {},
): Promise<Accounts> {
  const wire = openWire(session, options);
  const names = inList(new Set(usernames));
  const ids = `(SELECT Id FROM User WHERE Username IN ${names})`;
  try {
    const found = await queryTogether(wire, [
      {
        soql: `SELECT Id, Username, Name, Email, IsActive, Profile.Name, UserType, LastLoginDate FROM User WHERE Username IN ${names}`,
      },
      { soql: `SELECT UserId, IsFrozen FROM UserLogin WHERE UserId IN ${ids}` },
      {
        soql: `SELECT AssigneeId, PermissionSet.Name, PermissionSetGroup.DeveloperName, ExpirationDate FROM PermissionSetAssignment WHERE AssigneeId IN ${ids} AND PermissionSet.IsOwnedByProfile = false`,
      },
    ]);
    const [people = [], frozen = [], assigned = []] = found.map(rowsOf);
    const known = new Map(people.map((row) => [longId(textIn(row, 'Id')), textIn(row, 'Username')]));
    const by = (row: Row, column: string): string => known.get(longId(textIn(row, column))) ?? '';
    const isFrozen = new Set(frozen.filter((row) => flagIn(row, 'IsFrozen')).map((row) => by(row, 'UserId')));
    const lately = known.size === 0 ? [] : await queryTogether(wire, behaviour(inList(new Set(known.keys()))));
    const [tokens = [], sessions = [], logins = []] = lately.map(rowsOf);
    return {
      users: people.map((row) => toUser(row, isFrozen)),
      assignments: assigned.map((row) => toAssignment(row, by(row, 'AssigneeId'))),
      tokens: tokens.map((row) => toToken(row, by(row, 'UserId'))),
      sessions: sessions.map((row) => toSession(row, by(row, 'UsersId'))),
      logins: logins.map((row) => toLogin(row, by(row, 'UserId'))),
      unread: [
        ...unread('assignments', found[2]),
        ...['tokens', 'sessions', 'log-ins'].flatMap((what, at) => unread(what, lately[at])),
      ],
    };
  } finally {
    await wire.close();
  }
}

function behaviour(ids: string) {
  return [
    { soql: `SELECT UserId, AppName, UseCount, LastUsedDate, CreatedDate FROM OauthToken WHERE UserId IN ${ids}` },
    {
      soql: `SELECT Id, UsersId, SourceIp, LoginType, SessionType, CreatedDate FROM AuthSession WHERE UsersId IN ${ids}`,
    },
    {
      soql: `SELECT UserId, LoginTime, Application, LoginType, LoginSubType, ApiType, ApiVersion, SourceIp, Status FROM LoginHistory WHERE UserId IN ${ids} ORDER BY LoginTime DESC LIMIT ${LAST_LOGINS}`,
    },
  ];
}

function unread(what: string, found: Found | undefined): readonly string[] {
  return found?.ok === false ? [`${what}: ${found.failure.message}`] : [];
}

function toUser(row: Row, frozen: ReadonlySet<string>): User {
  const username = textIn(row, 'Username');
  return {
    id: `user:${username}`,
    username,
    name: textIn(row, 'Name'),
    email: textIn(row, 'Email'),
    active: flagIn(row, 'IsActive'),
    frozen: frozen.has(username),
    profile: optionalTextIn(row, 'Profile.Name'),
    license: undefined,
    permissionSetLicenses: [],
    recordId: longId(textIn(row, 'Id')),
    type: optionalTextIn(row, 'UserType'),
    role: undefined,
    created: undefined,
    lastLogin: instantIn(row, 'LastLoginDate'),
    origin: originOf('User', textIn(row, 'Id')),
  };
}

function toAssignment(row: Row, username: string): Assignment {
  const group = textIn(row, 'PermissionSetGroup.DeveloperName');
  const target =
    group === ''
      ? ({ kind: 'permission-set', name: textIn(row, 'PermissionSet.Name') } as const)
      : ({ kind: 'group', name: group } as const);
  const origin = originOf('PermissionSetAssignment', username);
  return { username, target, expires: instantIn(row, 'ExpirationDate'), ended: undefined, origin };
}

function toToken(row: Row, username: string): TokenActivity {
  return {
    username,
    application: textIn(row, 'AppName'),
    applicationId: undefined,
    useCount: numberIn(row, 'UseCount') ?? 0,
    created: instantIn(row, 'CreatedDate'),
    lastUsed: instantIn(row, 'LastUsedDate'),
    origin: originOf('OauthToken', username),
  };
}

function toSession(row: Row, username: string): SessionActivity {
  const id = textIn(row, 'Id');
  return {
    username,
    id,
    sourceIp: textIn(row, 'SourceIp'),
    loginType: textIn(row, 'LoginType'),
    sessionType: textIn(row, 'SessionType'),
    created: instantIn(row, 'CreatedDate'),
    origin: originOf('AuthSession', id),
  };
}

function toLogin(row: Row, username: string): LoginActivity {
  const at = instantIn(row, 'LoginTime') ?? '';
  return {
    username,
    application: textIn(row, 'Application'),
    loginType: textIn(row, 'LoginType'),
    loginSubType: textIn(row, 'LoginSubType'),
    apiType: textIn(row, 'ApiType'),
    apiVersion: textIn(row, 'ApiVersion'),
    sourceIp: textIn(row, 'SourceIp'),
    status: textIn(row, 'Status'),
    count: 1,
    first: at,
    last: at,
    origin: originOf('LoginHistory', username),
  };
}
