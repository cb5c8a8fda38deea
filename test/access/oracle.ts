import type { AssignmentSketch, GroupSketch, HolderSketch, OrgSketch, UserSketch } from './an-org.ts';

/**
 * The platform's rules once more, as slowly and plainly as they can be said: sets of strings, one rule a sentence. It
 * knows nothing of the engine, so that the two can only agree by both being right.
 */

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAll: ['read'],
  modifyAll: ['read', 'edit', 'delete', 'viewAll'],
  viewAllFields: ['read'],
};

function verbsMuted(verb: string): readonly string[] {
  const dependents = Object.keys(NEEDS).filter((other) => NEEDS[other]?.includes(verb));
  return [verb, ...dependents.flatMap(verbsMuted)];
}

/** What one muting entry takes away: the verb, and every verb that needs it. */
function mutes(entry: string): readonly string[] {
  const [target = '', verb] = entry.split(':');
  if (verb === undefined) return [entry];
  if (target.includes('.')) return verb === 'read' ? [`${target}:read`, `${target}:edit`] : [entry];
  return verbsMuted(verb).map((muted) => `${target}:${muted}`);
}

function find<Sketch extends { readonly name: string }>(
  all: readonly Sketch[] | undefined,
  name: string,
): Sketch | undefined {
  return all?.find((one) => one.name === name);
}

export function grantsOfGroup(org: OrgSketch, group: GroupSketch): Set<string> {
  const granted = new Set(group.members.flatMap((name) => find(org.sets, name)?.grants ?? []));
  for (const name of group.muting ?? []) {
    for (const entry of find(org.muting, name)?.grants ?? []) for (const muted of mutes(entry)) granted.delete(muted);
  }
  return granted;
}

/** What a user is granted today: ended assignments, and sets and groups that a session must activate, give nothing. */
export function grantsOfUser(org: OrgSketch, user: UserSketch, today: string): Set<string> {
  const current = ({ expires, ended }: AssignmentSketch): boolean =>
    ended === undefined && (expires === undefined || expires.slice(0, 10) >= today);
  const profile = user.profile === undefined ? undefined : find(org.profiles, user.profile);
  const sets = (user.sets ?? [])
    .filter(current)
    .map(({ name }) => find(org.sets, name))
    .filter((set): set is HolderSketch => set !== undefined && set.session !== true);
  const groups = (user.groups ?? [])
    .filter(current)
    .map(({ name }) => find(org.groups, name))
    .filter((group): group is GroupSketch => group !== undefined && group.session !== true);
  const all = [...(profile ? [profile] : []), ...sets].flatMap(({ grants }) => [...grants]);
  return new Set([...all, ...groups.flatMap((group) => [...grantsOfGroup(org, group)])]);
}

function mayOnObject(granted: ReadonlySet<string>, object: string, verb: string): boolean {
  if (granted.has(`${object}:${verb}`)) return true;
  if (verb === 'viewAllFields') return granted.has('ViewAllFieldsGlobal');
  if (granted.has('ModifyAllData')) return true;
  return granted.has('ViewAllData') && (verb === 'read' || verb === 'viewAll');
}

const SYSTEM_FIELDS = [
  'Id',
  'CreatedById',
  'CreatedDate',
  'IsDeleted',
  'LastModifiedById',
  'LastModifiedDate',
  'SystemModstamp',
];

/** Whether someone with these grants may do it, implied ways included. */
export function may(org: OrgSketch, granted: ReadonlySet<string>, permission: string): boolean {
  const [target = '', verb] = permission.split(':');
  if (verb === undefined) return granted.has(permission);
  if (!target.includes('.')) return mayOnObject(granted, target, verb);
  const [object = '', local = ''] = target.split('.');
  const kind = find(org.fields, target)?.kind ?? 'plain';
  const isSystem = SYSTEM_FIELDS.includes(local);
  const followsObject = kind === 'required' || kind === 'master-detail' || local === 'OwnerId';
  const reads = mayOnObject(granted, object, 'read');
  const writes = mayOnObject(granted, object, 'edit') || mayOnObject(granted, object, 'create');
  if (verb === 'read') {
    if (!reads) return false;
    return isSystem || followsObject || granted.has(permission) || mayOnObject(granted, object, 'viewAllFields');
  }
  if (isSystem || kind === 'formula' || !writes) return false;
  return followsObject || granted.has(permission);
}
