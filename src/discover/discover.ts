import type { AccessGraph } from '../access/access-graph.ts';
import { effectiveAccess } from '../access/effective.ts';
import type { ConnectedApp, ExternalClientApp } from '../model/app.ts';
import type { Container } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import { matchesName } from '../model/name-pattern.ts';
import type { NamedIntegration } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { User } from '../model/user.ts';
import { addUses, workSignals } from './add-uses.ts';
import type { Discovery } from './discovery.ts';
import { type Draft, draftAbout, drawIn, drawInNamed, finishDrafts, keysOf, newDraft } from './draft.ts';
import { indexParts, type PartsIndex } from './parts-index.ts';
import { appSignals, containerSignals, groupSignals, type Signal, userSignals } from './signals.ts';
import { usesOf } from './uses.ts';

export interface DiscoverOptions {
  /** What the project says of itself: the strongest evidence. */
  readonly named: readonly NamedIntegration[];
  /** Names of parts that are no integrations; `*` is a wildcard. */
  readonly exclude: readonly string[];
}

/**
 * Finds the external applications that talk to the org, and joins the parts of each: app, user, permission sets, groups,
 * profile. Parts that two applications share are listed with both: sharing never makes two applications one.
 */
export function discoverIntegrations(
  snapshot: Snapshot,
  graph: AccessGraph,
  { named, exclude }: DiscoverOptions,
): readonly Integration[] {
  const excluded = (...names: readonly string[]) =>
    exclude.some((pattern) => names.some((name) => matchesName(pattern, name)));
  const uses = usesOf(snapshot, graph.today);
  const discovery: Discovery = { snapshot, graph, index: indexParts(snapshot), uses, drafts: [], excluded };
  for (const declaration of named) addDeclared(discovery, declaration);
  for (const app of [...snapshot.externalClientApps, ...snapshot.connectedApps]) addApp(discovery, app);
  addUses(discovery);
  for (const user of snapshot.users) addUser(discovery, user);
  for (const draft of discovery.drafts) addWhatUsersHold(discovery, draft);
  for (const kind of ['permission-set', 'profile'] as const) addContainers(discovery, kind);
  addGroups(discovery);
  for (const draft of discovery.drafts) dropWhatGroupsHold(discovery, draft);
  return finishDrafts(discovery.drafts, snapshot, uses).filter(({ name }) => !excluded(name));
}

function addDeclared({ drafts, index, snapshot }: Discovery, declaration: NamedIntegration): void {
  const draft = newDraft({ owner: declaration.owner });
  const text = `declared as ${declaration.name}`;
  const evidence = { signal: 'declared', text, origin: declaration.origin };
  drawInNamed(draft, declaration.name, [{ evidence, confidence: 'certain' }], keysOf(declaration.name));
  for (const username of declaration.users) draft.users.add(index.userCalled(username)?.username ?? username);
  for (const name of declaration.profiles) {
    const profile = index.profileCalled(name);
    if (profile) draft.profiles.add(profile.id);
  }
  for (const set of declaration.permissionSets.flatMap(index.setsCalled)) draft.permissionSets.add(set.id);
  for (const group of declaration.groups.flatMap(index.groupsCalled)) draft.groups.add(group.id);
  for (const app of [...snapshot.connectedApps, ...snapshot.externalClientApps]) {
    if (declaration.apps.some((name) => name === app.name || name === app.label)) draft.apps.add(app.id);
  }
  drafts.push(draft);
}

function addApp({ drafts, index, excluded }: Discovery, app: ConnectedApp | ExternalClientApp): void {
  if (excluded(app.name, app.label)) return;
  // A template is filled in per deployment: its placeholders name nothing.
  const keys = keysOf(app.name, app.label.replace(/\{\{.*?\}\}/g, ''));
  // An application on its way from a connected app to an external client app has both, under one name.
  const draft = drafts.find(({ apps }) => apps.has(app.id)) ?? draftAbout(drafts, keys) ?? newDraft();
  if (!drafts.includes(draft)) drafts.push(draft);
  draft.apps.add(app.id);
  drawInNamed(draft, nameOfApp(app), appSignals(app), keys);
  if (app.runAsUser !== undefined) {
    const username = index.userCalled(app.runAsUser)?.username ?? app.runAsUser;
    draft.users.add(username);
    const text = `app "${app.name}" runs as ${username}`;
    const evidence = { signal: 'run-as', text, origin: app.origin };
    drawIn(draft, [{ evidence, confidence: 'certain' }]);
  }
  for (const reference of app.permissionSets) {
    for (const { id } of index.setsCalled(reference.name)) draft.permissionSets.add(id);
    for (const { id } of index.groupsCalled(reference.name)) draft.groups.add(id);
    const text = `app "${app.name}" is pre-authorised for "${reference.name}"`;
    drawIn(draft, [{ evidence: { signal: 'pre-authorised', text, origin: reference.origin }, confidence: 'certain' }]);
  }
}

function nameOfApp({ label, name, template }: ConnectedApp | ExternalClientApp): string {
  return template || label === '' ? name : label;
}

function addUser(discovery: Discovery, user: User): void {
  const { drafts, index, snapshot, excluded } = discovery;
  const known = drafts.filter(({ users }) => users.has(user.username));
  const signals = signalsOf(discovery, user);
  for (const draft of known) drawIn(draft, signals);
  if (known.length > 0 || signals.length === 0 || excluded(user.username, user.name)) return;
  const keys = keysOf(user.username, user.name);
  const draft = draftAbout(drafts, keys) ?? soleUserOfApp(snapshot, index, drafts, user) ?? newDraft();
  if (!drafts.includes(draft)) drafts.push(draft);
  draft.users.add(user.username);
  drawInNamed(draft, user.username, signals, keys);
}

/** What speaks for the user itself; failing that, for the profile that it is on. */
function signalsOf(discovery: Discovery, user: User): readonly Signal[] {
  const { snapshot, graph, index } = discovery;
  const profile = user.profile === undefined ? undefined : index.profileCalled(user.profile);
  const named = userSignals(user, profile, effectiveAccess(graph, { kind: 'user', id: user.id }));
  const own = [...named, ...workSignals(discovery, user.username)];
  return own.length > 0 ? own : madeForPrograms(snapshot, profile);
}

function madeForPrograms(snapshot: Snapshot, profile: Container | undefined): readonly Signal[] {
  return profile ? containerSignals(snapshot, profile) : [];
}

/** The app whose pre-authorised set is assigned to this user and to nobody else. */
function soleUserOfApp(
  { containers }: Snapshot,
  index: PartsIndex,
  drafts: readonly Draft[],
  { username }: User,
): Draft | undefined {
  const mine = containers.filter((set) => {
    const assignees = set.kind === 'permission-set' ? index.assigneesOf(set) : [];
    return assignees.length === 1 && assignees[0] === username;
  });
  const apps = drafts.filter(
    ({ users, permissionSets }) => users.size === 0 && mine.some(({ id }) => permissionSets.has(id)),
  );
  return apps.length === 1 ? apps[0] : undefined;
}

/** A token opens everything that its user holds, whatever the set was made for. */
function addWhatUsersHold({ snapshot, index }: Discovery, draft: Draft): void {
  for (const username of draft.users) {
    const profile = index.profileCalled(index.userCalled(username)?.profile ?? '');
    if (profile) draft.profiles.add(profile.id);
    for (const { target } of snapshot.assignments.filter((assignment) => assignment.username === username)) {
      const parts = target.kind === 'group' ? draft.groups : draft.permissionSets;
      const found = target.kind === 'group' ? index.groupsCalled(target.name) : index.setsCalled(target.name);
      for (const { id } of found) parts.add(id);
      // User definitions write groups among the permission sets.
      if (found.length === 0) for (const { id } of index.groupsCalled(target.name)) draft.groups.add(id);
    }
  }
}

function addContainers({ snapshot, index, drafts, excluded }: Discovery, kind: 'permission-set' | 'profile'): void {
  for (const container of snapshot.containers) {
    if (container.kind !== kind || excluded(container.name, container.label)) continue;
    const signals = containerSignals(snapshot, container);
    if (signals.length === 0) continue;
    const holders = drafts.filter((draft) => isPartOf({ snapshot, index }, draft, container));
    if (holders.length > 0) {
      if (kind === 'permission-set') for (const holder of holders) drawIn(holder, signals);
      continue;
    }
    const keys = keysOf(container.name, container.label);
    const draft = draftAbout(drafts, keys) ?? newDraft();
    if (!drafts.includes(draft)) drafts.push(draft);
    (kind === 'profile' ? draft.profiles : draft.permissionSets).add(container.id);
    drawInNamed(draft, container.label || container.name, signals, keys);
    addSoleAssignee(index, draft, container);
  }
}

/** By itself, or as a member of a group. */
function isPartOf({ snapshot, index }: Pick<Discovery, 'snapshot' | 'index'>, draft: Draft, part: Container): boolean {
  if (draft.profiles.has(part.id) || draft.permissionSets.has(part.id)) return true;
  const groups = snapshot.groups.filter(({ id }) => draft.groups.has(id));
  return groups.some((group) => index.membersOf(group).includes(part));
}

/** One user with the set of an application that has no user yet: whoever it is, the application acts as it. */
function addSoleAssignee(index: PartsIndex, draft: Draft, container: Container): void {
  const [username, ...others] = container.kind === 'permission-set' ? index.assigneesOf(container) : [];
  const user = username === undefined || others.length > 0 ? undefined : index.userCalled(username);
  if (!user || draft.users.size > 0) return;
  draft.users.add(user.username);
  const text = `user ${user.username} is the only one with permission set "${container.name}"`;
  drawIn(draft, [{ evidence: { signal: 'assigned', text, origin: user.origin }, confidence: 'possible' }]);
}

function addGroups({ snapshot, index, drafts, excluded }: Discovery): void {
  for (const group of snapshot.groups) {
    if (excluded(group.name, group.label) || drafts.some(({ groups }) => groups.has(group.id))) continue;
    const members = index.membersOf(group);
    const whole = drafts.filter(({ permissionSets }) => members.every(({ id }) => permissionSets.has(id)));
    // Every member is of one application: then so is the group, whatever its name.
    const [only] = members.length > 0 && whole.length === 1 ? whole : [];
    const signals = groupSignals(group);
    if (!only && signals.length === 0) continue;
    const keys = keysOf(group.name, group.label);
    const draft = only ?? draftAbout(drafts, keys) ?? newDraft();
    if (!drafts.includes(draft)) drafts.push(draft);
    draft.groups.add(group.id);
    drawInNamed(draft, group.label || group.name, signals, keys);
  }
}

/**
 * A set that is only known as a member of the application's group is held through the group, where a muting set may take
 * parts of it away; a set that a user or an app names is held by itself.
 */
function dropWhatGroupsHold({ snapshot, index }: Discovery, draft: Draft): void {
  if (draft.declared) return;
  const apps = [...snapshot.connectedApps, ...snapshot.externalClientApps].filter(({ id }) => draft.apps.has(id));
  const direct = new Set([
    ...apps.flatMap(({ permissionSets }) => permissionSets.flatMap(({ name }) => index.setsCalled(name))),
    ...snapshot.assignments.flatMap(({ username, target }) =>
      draft.users.has(username) && target.kind === 'permission-set' ? index.setsCalled(target.name) : [],
    ),
  ]);
  const groups = snapshot.groups.filter(({ id }) => draft.groups.has(id));
  for (const set of groups.flatMap(index.membersOf)) if (!direct.has(set)) draft.permissionSets.delete(set.id);
}
