import type { AppState, AssignmentState, Change, PermissionSetState, UserState } from '../model/change.ts';
import type { Declaration } from '../model/declaration.ts';
import { differenceOf } from '../model/grant-list.ts';
import type { Permission } from '../model/permission.ts';
import type { DeclarationEdit } from './change-declaration.ts';

/**
 * The edits that make a file say what is there: the planned changes of its integration, turned round. What a file cannot say
 * (a user that is gone, or frozen) yields no edit; a plan afterwards tells what is left.
 *
 * @param reason stands beside View All, Modify All and View All Fields, which a file must give a reason for
 */
export function adoptingEdits(
  declaration: Declaration,
  changes: readonly Change[],
  reason: string,
): readonly DeclarationEdit[] {
  const own = changes.filter(({ integration }) => integration === declaration.name);
  const single = own.flatMap((change) => editsOf(declaration, change, reason));
  return [...single, ...keptEdits(declaration, own)];
}

function editsOf({ permissionSetFile }: Declaration, change: Change, reason: string): readonly DeclarationEdit[] {
  const { before, after } = change;
  if (!before || !after) return [];
  switch (change.subject) {
    case 'permission-set':
      return permissionSetFile === undefined
        ? setEdits(before as PermissionSetState, after as PermissionSetState, reason)
        : [];
    case 'user':
      return userEdits(before as UserState, after as UserState);
    case 'app':
      return appEdits(before as AppState, after as AppState);
    case 'assignment':
      return [put(['expires'], (before as AssignmentState).expires?.slice(0, 10))];
    default:
      return [];
  }
}

type Put = Extract<DeclarationEdit, { kind: 'put' }>;

function put(path: readonly string[], value: Put['value']): Put {
  return { kind: 'put', path, value };
}

const BROAD: ReadonlySet<string> = new Set(['viewAll', 'modifyAll', 'viewAllFields']);

function setEdits(before: PermissionSetState, after: PermissionSetState, reason: string): readonly DeclarationEdit[] {
  const { gained, lost } = differenceOf(after.grants, before.grants);
  const isBroad = (permission: Permission): boolean => permission.kind === 'object' && BROAD.has(permission.verb);
  return [
    ...gained.map(
      (permission): DeclarationEdit => ({ kind: 'grant', permission, ...(isBroad(permission) ? { reason } : {}) }),
    ),
    // Editing goes before reading: who may no longer edit may still read.
    ...lost.toReversed().map((permission): DeclarationEdit => ({ kind: 'revoke', permission })),
    ...(before.label === after.label ? [] : [put(['label'], before.label)]),
  ];
}

const USER_KEYS = ['lastName', 'alias', 'email', 'timeZone', 'locale', 'language', 'federationId'] as const;

function userEdits(before: UserState, after: UserState): readonly DeclarationEdit[] {
  return [
    ...USER_KEYS.filter((key) => before[key] !== after[key]).map((key) => put(['user', key], before[key])),
    ...(before.profile === after.profile ? [] : [put(['keeps', 'profile'], before.profile)]),
  ];
}

function appEdits(before: AppState, after: AppState): readonly DeclarationEdit[] {
  const ranges = (app: AppState) => app.ipRanges.map(({ start, end }) => (start === end ? start : `${start}-${end}`));
  const pairs = [
    ['flow', before.flow, after.flow],
    ['scopes', before.scopes, after.scopes],
    ['ipRanges', ranges(before), ranges(after)],
    ['sessionTimeout', before.sessionTimeout, after.sessionTimeout],
  ] as const;
  return pairs
    .filter(([, is, should]) => JSON.stringify(is) !== JSON.stringify(should))
    .map(([key, is]) => put(['login', key], is));
}

/** What its user holds beside its own set stays as a debt in sight. */
function keptEdits({ keeps, licences }: Declaration, changes: readonly Change[]): readonly DeclarationEdit[] {
  const extra = changes.flatMap((change) =>
    change.subject === 'assignment' && change.before && !change.after ? [change.before.target] : [],
  );
  const named = (kind: 'permission-set' | 'group') =>
    extra.filter((target) => target.kind === kind).map(({ name }) => name);
  const held = changes.flatMap((change) =>
    change.subject === 'licence' && change.before && !change.after ? [change.before.licence] : [],
  );
  return [
    ...added(['keeps', 'permissionSets'], keeps.permissionSets, named('permission-set')),
    ...added(['keeps', 'groups'], keeps.groups, named('group')),
    ...added(['licences'], licences, held),
  ];
}

function added(path: readonly string[], known: readonly string[], more: readonly string[]): readonly DeclarationEdit[] {
  return more.length === 0 ? [] : [put(path, [...new Set([...known, ...more])])];
}
