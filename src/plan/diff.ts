import type { AppState, AssignmentState, Change, LicenceState, Precondition, UserState } from '../model/change.ts';
import { differenceOf, sameGrants } from '../model/grant-list.ts';
import type { ChangeFinding } from '../model/plan.ts';
import type { Assignment, User } from '../model/user.ts';
import {
  appStateOf,
  type CurrentState,
  leavingUserState,
  permissionSetStateOf,
  profileStateOf,
  sameProfile,
  userStateOf,
} from './current-state.ts';
import type { DesiredIntegration, DesiredState } from './desired-state.ts';
import { sameValue } from './fingerprint.ts';
import { withoutGrants } from './grant-list.ts';
import { leavingChanges } from './leaving.ts';
import { markOf, SHARED } from './ownership-mark.ts';
import { notOwned, protectedIntegration, suspendedIntegration } from './ownership-refusals.ts';

/** Changes in no particular order yet, and what stands in their way. */
export interface Difference {
  readonly changes: readonly Change[];
  readonly findings: readonly ChangeFinding[];
}

const ABSENT: Precondition = { code: 'absent', text: 'nothing of that name exists yet' };
const UNCHANGED: Precondition = { code: 'unchanged', text: 'it still stands as it was read' };

/** What has to change so that a snapshot becomes what is declared. */
export function differencesOf(current: CurrentState, desired: DesiredState): Difference {
  const gone = new Set(
    desired.leaving.filter(({ kind }) => kind === 'user').map(({ username }) => username.toLowerCase()),
  );
  const leaves = ({ user }: DesiredIntegration): boolean => gone.has(user.username.toLowerCase());
  const staying = desired.integrations.filter((one) => !leaves(one) || isBeside(desired, one));
  const found = staying.map((integration) => integrationDifference(current, desired, integration));
  // Whoever keeps a profile of its own, or has no user yet, does not ask for the shared one.
  const shared = staying.some(({ keeps, without }) => keeps.profile === undefined && !without.includes('user'));
  const profile = shared ? profileChanges(current, desired) : [];
  const retired = retiredChanges(current, desired);
  return {
    changes: onceEach([
      ...profile,
      ...found.flatMap(({ changes }) => changes),
      ...desired.leaving.flatMap((account) => leavingChanges(current, account)),
      ...retired,
    ]),
    findings: found.flatMap(({ findings }) => findings),
  };
}

/** What is declared and will be replaced lives on as it is declared, until something is taken from it. */
function isBeside({ leaving }: DesiredState, { user }: DesiredIntegration): boolean {
  return leaving.some(
    ({ username, stage }) => stage === 'expand' && username.toLowerCase() === user.username.toLowerCase(),
  );
}

/** A set that goes is unassigned by its own end and by the integration that keeps its user: one step is enough. */
function onceEach(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.toReversed().map((change) => [change.id, change])).values()].toReversed();
}

/** Narrowing and opening are two steps: users that leave must not gain on their way out. */
function profileChanges(current: CurrentState, { profile }: DesiredState): readonly Change[] {
  const found = current.profile(profile.name);
  const before = found && profileStateOf(current.snapshot.names, found);
  const after = before ? { ...profile, name: before.name, licence: before.licence || profile.licence } : profile;
  const common = { subject: 'profile', id: `profile:${after.name}`, integration: '', before, after } as const;
  if (!before)
    return [{ ...common, reason: 'the one profile of all API users does not exist yet', preconditions: [ABSENT] }];
  const { gained, lost } = differenceOf(before.grants, after.grants);
  // A standard profile keeps its description; a mark there is a courtesy, not a difference.
  const described = { ...after, description: found?.custom === false ? before.description : after.description };
  const narrowed = { ...described, grants: withoutGrants(before.grants, lost) };
  const steps: readonly Change[] = [
    {
      ...common,
      after: narrowed,
      reason: 'the profile of all API users gives access to nothing by itself',
      preconditions: [UNCHANGED],
    },
    {
      ...common,
      id: `${common.id} (opened)`,
      before: lost.length > 0 ? narrowed : before,
      after: described,
      reason: 'API users need it to log in',
      preconditions: [UNCHANGED],
    },
  ];
  return [...(lost.length > 0 ? steps.slice(0, 1) : []), ...(gained.length > 0 ? steps.slice(1) : [])];
}

function integrationDifference(current: CurrentState, desired: DesiredState, wished: DesiredIntegration): Difference {
  const owned = ownershipFindings(current, desired, wished);
  // What we may not touch is not planned: the findings say what to do.
  if (owned.length > 0) return { changes: [], findings: owned };
  const changes: readonly Change[] = [
    ...setChanges(current, wished),
    ...userChanges(current, wished),
    ...licenceChanges(current, wished),
    ...assignmentChanges(current, wished),
    ...appChanges(current, wished),
  ];
  if (wished.suspended !== undefined && changes.length > 0)
    return { changes: [], findings: [suspendedIntegration(wished.name, wished.suspended)] };
  if (!wished.protect || changes.length === 0) return { changes, findings: [] };
  return { changes: [], findings: [protectedIntegration(wished.name, changes.length)] };
}

/** Sets, users and apps that stand under a declared name and were not made by us. */
function ownershipFindings(
  current: CurrentState,
  { profile }: DesiredState,
  wished: DesiredIntegration,
): readonly ChangeFinding[] {
  if (wished.adopt) return [];
  const set = currentSet(current, wished);
  const user = currentUser(current, wished);
  const app = wished.app && currentApp(current, wished.app, wished);
  const isMarked = (description: string): boolean => {
    const owner = markOf(description)?.integration;
    return owner !== undefined && (owner === wished.name || owner === wished.movedFrom?.name);
  };
  const foreign = [
    set && !wished.named.includes('permissionSet') && !isMarked(set.description)
      ? `permission set ${set.name}`
      : undefined,
    user && !wished.named.includes('user') && !isOurs(current, user, profile.name, wished)
      ? `user ${user.username}`
      : undefined,
    app && !wished.named.includes('app') && !isMarked(app.description) ? `external client app ${app.name}` : undefined,
  ].filter((text) => text !== undefined);
  return foreign.length === 0 ? [] : [notOwned(wished.name, foreign)];
}

/** A user is ours when it is on the shared profile, or holds a set with our mark. */
function isOurs(current: CurrentState, user: User, profile: string, wished: DesiredIntegration): boolean {
  if (user.profile !== undefined && sameProfile(user.profile, profile)) return true;
  return current.assignmentsOf(user.username).some(({ target }) => {
    const set = target.kind === 'permission-set' ? current.permissionSet(target.name) : undefined;
    return set !== undefined && markOf(set.description)?.integration === wished.name;
  });
}

const currentSet = (current: CurrentState, { permissionSet, movedFrom, without }: DesiredIntegration) =>
  without.includes('permissionSet')
    ? undefined
    : (current.permissionSet(permissionSet.name) ?? (movedFrom && current.permissionSet(movedFrom.permissionSet)));

const currentUser = (current: CurrentState, { user, movedFrom, without }: DesiredIntegration) =>
  without.includes('user')
    ? undefined
    : (current.user(user.username) ?? (movedFrom && current.user(movedFrom.username)));

const currentApp = (current: CurrentState, { name }: AppState, { movedFrom }: DesiredIntegration) =>
  current.app(name) ?? (movedFrom && current.app(movedFrom.app));

function setChanges(current: CurrentState, wished: DesiredIntegration): readonly Change[] {
  if (wished.without.includes('permissionSet')) return [];
  const after = wished.permissionSet;
  const found = currentSet(current, wished);
  const before = found && permissionSetStateOf(current.snapshot.names, found);
  const common = { subject: 'permission-set', id: `permission-set:${after.name}`, integration: wished.name } as const;
  if (!before)
    return [{ ...common, before, after, reason: `${wished.name} has no permission set yet`, preconditions: [ABSENT] }];
  // The licence of a set cannot be changed once it exists: it stays, whatever is declared.
  const kept = { ...after, licence: before.licence };
  const isSame =
    before.name === kept.name &&
    before.label === kept.label &&
    // What was imported gets its mark with the first change, and not for its own sake.
    (before.description === kept.description || markOf(before.description) === undefined) &&
    before.activationRequired === kept.activationRequired &&
    sameGrants(before.grants, kept.grants);
  if (isSame) return [];
  const reason =
    before.name === kept.name ? 'it differs from its declaration' : `it is declared as moved from ${before.name}`;
  return [{ ...common, before, after: kept, reason, preconditions: [UNCHANGED] }];
}

function userChanges(current: CurrentState, wished: DesiredIntegration): readonly Change[] {
  if (wished.without.includes('user')) return [];
  const after = wished.user;
  const found = currentUser(current, wished);
  const common = { subject: 'user', id: `user:${after.username}`, integration: wished.name } as const;
  if (!found) {
    const seat: Precondition = { code: 'seat-free', text: 'a seat of its licence is free' };
    const reason = `${wished.name} has no user of its own yet`;
    return [{ ...common, before: undefined, after, reason, preconditions: [ABSENT, seat] }];
  }
  const before = userStateOf(found, after);
  const reason = userReason(before, after);
  if (reason === undefined) return [];
  const profile = sameProfile(before.profile, after.profile) ? before.profile : after.profile;
  return [{ ...common, before, after: { ...after, profile }, reason, preconditions: [UNCHANGED] }];
}

function userReason(before: UserState, after: UserState): string | undefined {
  if (before.username !== after.username) return `it is declared as moved from ${before.username}`;
  if (!sameProfile(before.profile, after.profile)) return `all API users share the profile ${after.profile}`;
  if (!before.active && after.active) return 'it is declared and inactive';
  if (before.frozen && !after.frozen) return 'it is declared and frozen';
  return before.email === after.email ? undefined : 'its e-mail differs from its declaration';
}

/** A tree of source holds neither licences nor the end of an assignment: there they are no differences. */
const isTree = ({ snapshot }: CurrentState): boolean => snapshot.org === undefined;

function licenceChanges(current: CurrentState, wished: DesiredIntegration): readonly Change[] {
  if (isTree(current) || wished.without.includes('user')) return [];
  const held = currentUser(current, wished)?.permissionSetLicenses ?? [];
  return wished.licences
    .filter(({ licence }) => !held.includes(licence))
    .map((after: LicenceState): Change => {
      const seat: Precondition = { code: 'seat-free', text: `a seat of ${after.licence} is free` };
      return {
        subject: 'licence',
        id: `licence:${after.licence}→${after.username}`,
        integration: wished.name,
        before: undefined,
        after,
        reason: 'without it no object permission can be assigned to its user',
        preconditions: [seat],
      };
    });
}

function assignmentChange(
  integration: string,
  before: AssignmentState | undefined,
  after: AssignmentState | undefined,
  reason: string,
): Change {
  const state = after ?? before;
  const id = `assignment:${state?.target.name}→${state?.username}`;
  const preconditions: readonly Precondition[] = before
    ? [UNCHANGED]
    : [{ code: 'not-assigned', text: 'it is not assigned yet' }];
  return { subject: 'assignment', id, integration, before, after, reason, preconditions };
}

const stateOf = ({ username, target, expires }: Assignment): AssignmentState => ({ username, target, expires });

/** Its own set, and nothing else; and that set to nobody else. */
function assignmentChanges(current: CurrentState, wished: DesiredIntegration): readonly Change[] {
  const { name, assignment: after, keeps, without } = wished;
  if (without.includes('user')) return [];
  const set = currentSet(current, wished);
  const user = currentUser(current, wished);
  const isOwnSet = ({ target }: Assignment): boolean =>
    target.kind === 'permission-set' && target.name.toLowerCase() === (set?.name ?? after.target.name).toLowerCase();
  const held = user ? current.assignmentsOf(user.username) : [];
  const own = held.find(isOwnSet);
  const mine = own ? { ...stateOf(own), username: after.username, target: after.target } : undefined;
  const add = without.includes('permissionSet')
    ? []
    : !mine
      ? [assignmentChange(name, undefined, after, 'its access comes through this set alone')]
      : mine.expires?.slice(0, 10) === after.expires?.slice(0, 10) || isTree(current)
        ? []
        : [assignmentChange(name, mine, after, 'its end differs from its declaration')];
  const extra = held
    .filter((assignment) => !isOwnSet(assignment) && !isKept(keeps, assignment))
    .map((assignment) =>
      assignmentChange(name, stateOf(assignment), undefined, 'an integration holds its own set and nothing else'),
    );
  const others = (set ? current.assignmentsTo('permission-set', set.name) : [])
    .filter(({ username }) => username.toLowerCase() !== (user ?? wished.user).username.toLowerCase())
    .map((assignment) =>
      assignmentChange(
        name,
        { ...stateOf(assignment), target: after.target },
        undefined,
        `the set of ${name} is assigned to nobody else`,
      ),
    );
  return [...add, ...extra, ...others];
}

function isKept({ permissionSets, groups }: DesiredIntegration['keeps'], { target }: Assignment): boolean {
  const names = target.kind === 'group' ? groups : [...permissionSets, ...groups];
  return names.some((name) => name.toLowerCase() === target.name.toLowerCase());
}

function appChanges(current: CurrentState, wished: DesiredIntegration): readonly Change[] {
  const after = wished.app;
  if (!after) return [];
  const found = currentApp(current, after, wished);
  const common = { subject: 'app', id: `app:${after.name}`, integration: wished.name } as const;
  if (!found)
    return [
      {
        ...common,
        before: undefined,
        after,
        reason: `${wished.name} has no application of its own to log in with yet`,
        preconditions: [ABSENT],
      },
    ];
  // An app keeps the name that it has: its consumer key hangs on it, and renaming it would lose both.
  const kept = { ...after, name: found.name };
  const before = appStateOf(current, found, kept);
  if (sameValue(before, { ...kept, description: before.description })) return [];
  return [{ ...common, before, after: kept, reason: 'it differs from its declaration', preconditions: [UNCHANGED] }];
}

/** What carries our mark and is declared no more: unassigned, its user deactivated, app and set removed. */
function retiredChanges(current: CurrentState, desired: DesiredState): readonly Change[] {
  const declared = new Set([
    ...desired.integrations.flatMap(({ name, movedFrom }) => [name, ...(movedFrom ? [movedFrom.name] : [])]),
    SHARED,
  ]);
  const sets = current.permissionSets().flatMap((set) => {
    const mark = markOf(set.description);
    return mark && !declared.has(mark.integration) ? [{ set, integration: mark.integration }] : [];
  });
  const apps = current.snapshot.externalClientApps.flatMap((app) => {
    const mark = markOf(app.description);
    return mark && !declared.has(mark.integration) ? [{ app, integration: mark.integration }] : [];
  });
  return [
    ...sets.flatMap(({ set, integration }) => retiredSet(current, desired, set.name, integration)),
    ...apps.map(
      ({ app, integration }): Change => ({
        subject: 'app',
        id: `app:${app.name}`,
        integration,
        before: appStateOf(current, app, undefined),
        after: undefined,
        reason: `${integration} is declared no more`,
        preconditions: [UNCHANGED],
      }),
    ),
  ];
}

function retiredSet(
  current: CurrentState,
  desired: DesiredState,
  setName: string,
  integration: string,
): readonly Change[] {
  const set = current.permissionSet(setName);
  if (!set) return [];
  const reason = `${integration} is declared no more`;
  const assignments = current.assignmentsTo('permission-set', setName);
  const declared = new Set(desired.integrations.map(({ user }) => user.username.toLowerCase()));
  const users = assignments
    .flatMap(({ username }) => current.user(username) ?? [])
    .filter(({ username }) => !declared.has(username.toLowerCase()))
    .filter((user) => user.active && user.profile !== undefined && sameProfile(user.profile, desired.profile.name));
  const before = permissionSetStateOf(current.snapshot.names, set);
  return [
    ...assignments.map((assignment) => assignmentChange(integration, stateOf(assignment), undefined, reason)),
    ...users.map((user): Change => {
      const state = leavingUserState(user);
      const after = { ...state, active: false };
      return {
        subject: 'user',
        id: `user:${user.username}`,
        integration,
        before: state,
        after,
        reason,
        preconditions: [UNCHANGED],
      };
    }),
    {
      subject: 'permission-set',
      id: `permission-set:${setName}`,
      integration,
      before,
      after: undefined,
      reason,
      preconditions: [UNCHANGED],
    },
  ];
}
