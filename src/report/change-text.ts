import type { AppState, Change, GrantList, PermissionSetState, ProfileState, UserState } from '../model/change.ts';
import type { Permission } from '../model/permission.ts';
import { SETUP_ENTITY_LABELS } from '../model/permission-text.ts';
import { counted } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

/** What Terraform's users know: created, updated in place, destroyed. */
export type ChangeSign = '+' | '~' | '-';

export function signOf({ before, after }: Change): ChangeSign {
  if (!before) return '+';
  return after ? '~' : '-';
}

const SUBJECTS: Readonly<Record<Change['subject'], string>> = {
  profile: 'profile',
  'permission-set': 'permission set',
  user: 'user',
  licence: 'licence',
  assignment: 'assignment',
  app: 'client app',
  tokens: 'tokens',
  sessions: 'sessions',
};

export function subjectWord({ subject }: Change): string {
  return SUBJECTS[subject];
}

/** Name of what changes: `Int_Warehouse`, `Int_Warehouse → warehouse@acme.com.int`. */
export function nameOfChange(change: Change): string {
  const state = change.after ?? change.before;
  if (!state) return '';
  if (change.subject === 'assignment' && 'target' in state)
    return untrustedLine(`${state.target.name} → ${state.username}`);
  if ('licence' in state && change.subject === 'licence')
    return untrustedLine(`${state.licence} → ${'username' in state ? state.username : ''}`);
  if ('username' in state) return untrustedLine(state.username);
  return untrustedLine('name' in state ? state.name : '');
}

/** What a new or leaving thing is, in one line. */
export function summaryOf(change: Change): string {
  const state = change.after ?? change.before;
  if (!state) return '';
  switch (change.subject) {
    case 'profile':
      return `${grantsSummary((state as ProfileState).grants)} · licence ${untrustedLine((state as ProfileState).licence)}`;
    case 'permission-set':
      return grantsSummary((state as PermissionSetState).grants);
    case 'user':
      return `profile ${untrustedLine((state as UserState).profile)}`;
    case 'app':
      return appSummary(state as AppState);
    case 'assignment':
      return 'expires' in state && state.expires !== undefined ? `until ${state.expires.slice(0, 10)}` : '';
    default:
      return '';
  }
}

function appSummary({ flow, runAsUser, ipRanges }: AppState): string {
  const from = ipRanges.map(({ start, end }) => (start === end ? start : `${start}–${end}`));
  const parts = [
    flow === 'client-credentials' ? 'client credentials' : 'JWT bearer',
    ...(runAsUser === undefined ? [] : [`runs as ${untrustedLine(runAsUser)}`]),
    from.length === 0 ? 'from anywhere' : untrustedLine(from.join(', ')),
  ];
  return parts.join(' · ');
}

/** `Order__c read, edit · 2 fields, 1 editable · ApiEnabled`. */
export function grantsSummary({ objects, fields, system, setup }: GrantList): string {
  const names = Object.entries(objects);
  const told =
    names.length <= 2
      ? names.map(([object, verbs]) => `${untrustedLine(object)} ${verbs.join(', ')}`)
      : [counted(names.length, 'object')];
  const count = Object.keys(fields).length;
  const editable = Object.values(fields).filter((verbs) => verbs.includes('edit')).length;
  const entities = Object.values(setup).reduce((sum, list) => sum + list.length, 0);
  const parts = [
    ...told,
    ...(count > 0 ? [`${counted(count, 'field')}${editable > 0 ? `, ${editable} editable` : ''}`] : []),
    ...(system.length > 0 && system.length <= 3 ? [untrustedLine(system.join(', '))] : []),
    ...(system.length > 3 ? [counted(system.length, 'system permission')] : []),
    ...(entities > 0 ? [counted(entities, 'set-up entity', 'set-up entities')] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : 'nothing';
}

/** A permission in words of Setup: `Account read`, `Account.Phone edit`, `ApiEnabled`. */
export function permissionWords(permission: Permission): string {
  if (permission.kind === 'object') return untrustedLine(`${permission.object} ${permission.verb}`);
  if (permission.kind === 'field') return untrustedLine(`${permission.field} ${permission.verb}`);
  if (permission.kind === 'system') return untrustedLine(permission.name);
  return untrustedLine(`${SETUP_ENTITY_LABELS[permission.type]} ${permission.name}`);
}
