import type { ApiActivity } from '../model/activity.ts';
import type { GrantList } from '../model/change.ts';
import type { Container } from '../model/container.ts';
import type { DeclaredAccess } from '../model/declaration.ts';
import type { FieldVerb, ObjectVerb, SetupEntityType } from '../model/permission.ts';
import type { User } from '../model/user.ts';
import type { CurrentState } from '../plan/current-state.ts';
import { grantListOf } from '../plan/grant-list.ts';
import { accessOf } from '../plan/import-declaration.ts';
import { openEscalationPaths } from '../platform/escalation-paths.ts';
import { OBJECT_VERBS_FOR_ALL, READS_EVERY_FIELD } from '../platform/permission-dependencies.ts';
import { riskyPermission } from '../platform/risk-tiers.ts';
import { standardProfile } from '../platform/standard-profiles.ts';
import { inOrder, type UsedObjects, usedObjects } from './used-objects.ts';

/** What a new user gets in place of an old one, and from what that follows. */
export interface DerivedAccess {
  readonly access: DeclaredAccess;
  readonly from: 'use' | 'grants' | 'nothing';
  /** What was left out and what is not known, for whoever reviews the file. */
  readonly notes: readonly string[];
}

const BROAD: ReadonlySet<ObjectVerb> = new Set(['viewAll', 'modifyAll', 'viewAllFields']);

/**
 * The access of a new user, derived from what the old one is granted and, where logs say so, narrowed to what it uses. Never
 * more than is granted, never what opens everything. Of an administrator only what is used is taken over: what it may do says
 * nothing about what it needs.
 *
 * @param only this set alone is looked at, not all that the user holds
 */
export function deriveAccess(
  current: CurrentState,
  user: User,
  calls: readonly ApiActivity[],
  only?: Container,
): DerivedAccess {
  const profile = only || user.profile === undefined ? undefined : current.profile(user.profile);
  const sets = only ? [only] : setsOf(current, user);
  const { names } = current.snapshot;
  const isOpen = [...sets, ...(profile ? [profile] : [])].some((one) => opensEverything(grantListOf(names, one)));
  const isPersons = profile !== undefined && (isOpen || standardProfile(profile.name) !== undefined);
  const own = united([...sets, ...(profile && !isPersons ? [profile] : [])].map((one) => grantListOf(names, one)));
  const all = united([...sets, ...(profile ? [profile] : [])].map((one) => grantListOf(names, one)));
  const used = usedObjects(calls);
  const window = current.snapshot.windows.find(({ kind }) => kind === 'api-calls');
  const isUsable = used.calls > 0 && window !== undefined && (used.nameless === 0 || isOpen);
  const span = window ? `from ${window.from} to ${window.to}` : '';
  const told = (grants: GrantList, from: DerivedAccess['from'], notes: readonly string[]): DerivedAccess => {
    const { kept, dropped } = withoutDanger(grants, own);
    const spots = window?.blindSpots.map((spot) => `blind spot: ${spot}`) ?? [];
    return { access: accessOf(kept), from, notes: [...notes, ...dropped, ...(from === 'use' ? spots : [])] };
  };
  if (isUsable) {
    const narrowed = narrowedTo(used, isOpen ? openedBy(used, all) : own);
    const left = Object.keys(own.objects).filter((object) => narrowed.objects[object] === undefined);
    const notes = [
      `narrowed to what ${used.calls} calls ${span} used`,
      ...(left.length > 0 ? [`granted and not used, so left out: ${left.join(', ')}`] : []),
      ...(used.nameless > 0 ? [`${used.nameless} of them name no object: what they reached is not in the file`] : []),
    ];
    return told(narrowed, 'use', notes);
  }
  if (isOpen && Object.keys(own.objects).length === 0)
    return told(own, 'nothing', [
      `${user.username} may do everything, and no log says what it uses: write what it needs under access before you plan`,
    ]);
  const why =
    window === undefined
      ? 'no API calls could be read'
      : used.calls === 0
        ? `no call of it is in the logs ${span}`
        : `${used.nameless} of ${used.calls} calls ${span} name no object`;
  return told(own, 'grants', [`as granted, not narrowed: ${why}`]);
}

function setsOf(current: CurrentState, { username }: User): readonly Container[] {
  return current.assignmentsOf(username).flatMap(({ target, ended }): readonly Container[] => {
    if (ended) return [];
    const set = target.kind === 'permission-set' ? current.permissionSet(target.name) : undefined;
    if (set) return [set];
    const group = current.snapshot.groups.find(({ name }) => name === target.name);
    return (group?.members ?? []).flatMap(({ name }) => current.permissionSet(name) ?? []);
  });
}

function opensEverything({ system }: GrantList): boolean {
  return (
    system.some((name) => name in OBJECT_VERBS_FOR_ALL) ||
    openEscalationPaths((name) => system.includes(name)).length > 0
  );
}

function united(lists: readonly GrantList[]): GrantList {
  const objects: Record<string, Set<ObjectVerb>> = {};
  const fields: Record<string, Set<FieldVerb>> = {};
  const setup: Partial<Record<SetupEntityType, Set<string>>> = {};
  const add = <Value>(held: Record<string, Set<Value>>, name: string, values: readonly Value[]): void => {
    held[name] = new Set([...(held[name] ?? []), ...values]);
  };
  for (const list of lists) {
    for (const [object, verbs] of Object.entries(list.objects)) add(objects, object, verbs);
    for (const [field, verbs] of Object.entries(list.fields)) add(fields, field, verbs);
    for (const [type, names] of Object.entries(list.setup)) add(setup as Record<string, Set<string>>, type, names);
  }
  const listed = <Value>(held: Record<string, Set<Value>>): Record<string, readonly Value[]> =>
    Object.fromEntries(Object.entries(held).map(([name, values]) => [name, [...values].sort()]));
  return {
    objects: Object.fromEntries(Object.entries(objects).map(([object, verbs]) => [object, inOrder(verbs)])),
    fields: listed(fields),
    system: [...new Set(lists.flatMap(({ system }) => system))].sort(),
    setup: listed(setup as Record<string, Set<string>>),
  };
}

/** What an administrator used, it was allowed: whether or not a row says so. */
function openedBy({ verbs }: UsedObjects, all: GrantList): GrantList {
  const objects = Object.fromEntries([...verbs].map(([object, used]) => [object, inOrder(used)]));
  return { ...all, objects: { ...all.objects, ...objects }, system: [], setup: {} };
}

function narrowedTo({ verbs }: UsedObjects, granted: GrantList): GrantList {
  const objects = Object.entries(granted.objects).flatMap(([object, held]) => {
    const kept = held.filter((verb) => verbs.get(object)?.has(verb));
    return kept.length > 0 ? [[object, kept] as const] : [];
  });
  const kept = new Map(objects);
  const fields = Object.entries(granted.fields).flatMap(([field, held]) => {
    const on = kept.get(field.slice(0, field.indexOf('.')));
    if (!on) return [];
    const writes = on.includes('create') || on.includes('edit');
    return [[field, held.filter((verb) => verb === 'read' || writes)] as const];
  });
  return { ...granted, objects: Object.fromEntries(objects), fields: Object.fromEntries(fields) };
}

/** Without what opens everything, or lets its holder give itself more. System permissions come from `own` alone. */
function withoutDanger(
  grants: GrantList,
  own: GrantList,
): { readonly kept: GrantList; readonly dropped: readonly string[] } {
  const isDangerous = (name: string): boolean =>
    name in OBJECT_VERBS_FOR_ALL ||
    name === READS_EVERY_FIELD ||
    ['critical', 'high'].includes(riskyPermission(name)?.tier ?? '');
  const usual = new Set(['ApiEnabled', 'ApiUserOnly']);
  const dangerous = own.system.filter(isDangerous);
  const broad = Object.entries(grants.objects).flatMap(([object, verbs]) =>
    verbs.filter((verb) => BROAD.has(verb)).map((verb) => `${object} ${verb}`),
  );
  const objects = Object.fromEntries(
    Object.entries(grants.objects)
      .map(([object, verbs]) => [object, verbs.filter((verb) => !BROAD.has(verb))] as const)
      .filter(([, verbs]) => verbs.length > 0),
  );
  const system = own.system.filter((name) => !isDangerous(name) && !usual.has(name));
  const dropped = [
    ...(dangerous.length > 0 ? [`not taken over, because it opens too much: ${dangerous.join(', ')}`] : []),
    ...(broad.length > 0 ? [`not taken over, because sharing is set aside: ${broad.join(', ')}`] : []),
  ];
  return { kept: { ...grants, objects, system }, dropped };
}
