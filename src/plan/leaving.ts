import type { AppState, Change, Precondition, UserState } from '../model/change.ts';
import { RETIRE_STAGES, type ReplaceStage, type RetireStage } from '../model/declaration.ts';
import type { User } from '../model/user.ts';
import { appStateOf, type CurrentState, leavingUserState, permissionSetStateOf } from './current-state.ts';

/** An account on its way out, and how far it is to be by now. Nobody is created for its sake. */
export interface LeavingAccount {
  /** Whose file says so. */
  readonly integration: string;
  readonly username: string;
  /** `person`: people log in with it, so only tokens go; `sets`: the account stays, only the sets go. */
  readonly kind: 'user' | 'person' | 'sets';
  readonly stage: ReplaceStage;
  /** Applications whose tokens of a person go. */
  readonly applications: readonly string[];
  /** What goes at the end, when nobody else holds it. */
  readonly permissionSets: readonly string[];
  readonly apps: readonly string[];
  readonly reason: string;
}

const UNCHANGED: Precondition = { code: 'unchanged', text: 'it still stands as it was read' };

/** Whether a stage holds a step: the later ones hold the earlier ones. */
export function hasReached(stage: ReplaceStage, step: RetireStage): boolean {
  return stage !== 'expand' && RETIRE_STAGES.indexOf(stage) >= RETIRE_STAGES.indexOf(step);
}

/** The changes that take an account to its stage. What was done already is not done again. */
export function leavingChanges(current: CurrentState, account: LeavingAccount): readonly Change[] {
  const { kind, stage, username } = account;
  const user = current.user(username);
  const upTo = (step: RetireStage): boolean => hasReached(stage, step);
  const isAccount = kind === 'user' && user !== undefined;
  return [
    ...(isAccount && upTo('frozen') ? userChange(account, user, upTo('deactivated')) : []),
    ...(user && kind !== 'sets' && upTo('revoked') ? revocations(current, account, user) : []),
    ...(isAccount && upTo('unassigned') ? unassignments(current, account, user) : []),
    ...(upTo('removed') ? removals(current, account) : []),
  ];
}

function userChange({ integration, reason }: LeavingAccount, user: User, isEnd: boolean): readonly Change[] {
  const before = leavingUserState(user);
  const after: UserState = { ...before, frozen: before.active ? true : before.frozen, active: before.active && !isEnd };
  if (after.active === before.active && after.frozen === before.frozen) return [];
  const id = `user:${user.username}`;
  return [{ subject: 'user', id, integration, before, after, reason, preconditions: [UNCHANGED] }];
}

function revocations(
  { snapshot }: CurrentState,
  { integration, kind, applications, reason }: LeavingAccount,
  { username }: User,
): readonly Change[] {
  const isIts = (application: string): boolean => kind === 'user' || applications.includes(application);
  const tokens = snapshot.tokens.filter((token) => token.username === username && isIts(token.application));
  const byApplication = Map.groupBy(tokens, ({ application }) => application);
  const sessions = kind === 'user' ? snapshot.sessions.filter((session) => session.username === username) : [];
  const common = { integration, after: undefined, reason, preconditions: [] };
  return [
    ...[...byApplication].map(
      ([application, { length: count }]): Change => ({
        ...common,
        subject: 'tokens',
        id: `tokens:${application}→${username}`,
        before: { username, application, count },
      }),
    ),
    ...(sessions.length > 0
      ? [
          {
            ...common,
            subject: 'sessions' as const,
            id: `sessions:${username}`,
            before: { username, count: sessions.length },
          },
        ]
      : []),
  ];
}

function unassignments(current: CurrentState, account: LeavingAccount, user: User): readonly Change[] {
  const { integration, reason } = account;
  const { username } = user;
  return [
    ...current.assignmentsOf(username).map(
      ({ target, expires }): Change => ({
        subject: 'assignment',
        id: `assignment:${target.name}→${username}`,
        integration,
        before: { username, target, expires },
        after: undefined,
        reason,
        preconditions: [UNCHANGED],
      }),
    ),
    ...user.permissionSetLicenses.map(
      (licence): Change => ({
        subject: 'licence',
        id: `licence:${licence}→${username}`,
        integration,
        before: { username, licence },
        after: undefined,
        reason,
        preconditions: [UNCHANGED],
      }),
    ),
  ];
}

/** A set that somebody else holds stays: it is theirs. */
function removals(current: CurrentState, account: LeavingAccount): readonly Change[] {
  const { integration, permissionSets, apps, reason } = account;
  return [
    ...permissionSets
      .filter((name) => !isHeldByOthers(current, name, account))
      .flatMap((name) => current.permissionSet(name) ?? [])
      .map(
        (set): Change => ({
          subject: 'permission-set',
          id: `permission-set:${set.name}`,
          integration,
          before: permissionSetStateOf(current.snapshot.names, set),
          after: undefined,
          reason,
          preconditions: [UNCHANGED],
        }),
      ),
    ...apps
      .flatMap((name) => current.app(name) ?? [])
      .map(
        (app): Change => ({
          subject: 'app',
          id: `app:${app.name}`,
          integration,
          before: appStateOf(current, app, undefined) satisfies AppState,
          after: undefined,
          reason,
          preconditions: [UNCHANGED],
        }),
      ),
  ];
}

/** By another user, or as a member of a group. */
export function isHeldByOthers(
  current: CurrentState,
  set: string,
  { username }: Pick<LeavingAccount, 'username'>,
): boolean {
  const own = username.toLowerCase();
  const isMember = current.snapshot.groups.some(({ members }) =>
    members.some(({ name }) => name.toLowerCase() === set.toLowerCase()),
  );
  return (
    isMember ||
    current.assignmentsTo('permission-set', set).some((assignment) => assignment.username.toLowerCase() !== own)
  );
}
