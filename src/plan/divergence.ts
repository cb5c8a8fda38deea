import type { Change, PermissionSetState, ProfileState } from '../model/change.ts';
import { differenceOf } from '../model/grant-list.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { Divergence, Moved } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { sameValue } from './fingerprint.ts';
import { hashOfGrants, markOf } from './ownership-mark.ts';
import { whoChanged } from './who-changed.ts';

/**
 * What is not as it is declared, and which side moved. A set whose grants no longer match the hash in its mark was changed by
 * hand; one whose grants do match differs because the declaration did. Users, assignments and apps carry no such hash.
 */
export function divergencesOf(snapshot: Snapshot, changes: readonly Change[]): readonly Divergence[] {
  const made = new Set(changes.filter(isNewSet).map(({ integration }) => integration));
  return changes.flatMap((change) => {
    const found = differing(change, made.has(change.integration));
    if (!found || found.texts.length === 0) return [];
    const { integration, id } = change;
    const author = found.moved === 'declaration' ? undefined : whoChanged(snapshot, change);
    return [{ integration, subject: id, ...found, author }];
  });
}

type Differing = Pick<Divergence, 'texts' | 'moved'>;

const isNewSet = ({ subject, before }: Change): boolean => subject === 'permission-set' && !before;

/** @param isNew the integration has no set yet: nobody can have changed what was never made */
function differing(change: Change, isNew: boolean): Differing | undefined {
  switch (change.subject) {
    case 'permission-set':
      return { moved: movedSet(change.before), texts: grantTexts(change, 'permission set') };
    case 'profile':
      // What the shared profile holds follows from the design: whatever else it holds was given by somebody.
      return { moved: change.before ? 'source' : 'declaration', texts: grantTexts(change, 'profile') };
    case 'assignment': {
      const { before, after } = change;
      if (before && after) return { moved: 'unknown', texts: fieldTexts(before, after) };
      const state = before ?? after;
      if (!state) return undefined;
      const what = `${state.target.kind === 'group' ? 'group' : 'permission set'} ${state.target.name} → ${state.username}`;
      return { moved: before ? 'source' : missing(isNew), texts: [`${before ? '+' : '-'} ${what}`] };
    }
    case 'licence': {
      const state = change.before ?? change.after;
      const sign = change.before ? '+' : '-';
      return state && { moved: missing(isNew), texts: [`${sign} licence ${state.licence} → ${state.username}`] };
    }
    case 'user':
    case 'app': {
      const { before, after } = change;
      const state = before ?? after;
      if (!state) return undefined;
      const name = 'username' in state ? `user ${state.username}` : `client app ${state.name}`;
      if (before && after)
        return { moved: 'unknown', texts: fieldTexts(before, after).map((text) => `${name}: ${text}`) };
      return { moved: before ? 'source' : missing(isNew), texts: [`${before ? '+' : '-'} ${name}`] };
    }
    // Tokens and sessions are ended on the way; they are no state that a declaration holds.
    case 'tokens':
    case 'sessions':
      return undefined;
  }
}

const missing = (isNew: boolean): Moved => (isNew ? 'declaration' : 'unknown');

function movedSet(before: PermissionSetState | undefined): Moved {
  if (!before) return 'declaration';
  const mark = markOf(before.description);
  if (!mark || mark.grants === '') return 'unknown';
  return mark.grants === hashOfGrants(before.grants) ? 'declaration' : 'source';
}

interface Granting {
  readonly before: PermissionSetState | ProfileState | undefined;
  readonly after: PermissionSetState | ProfileState | undefined;
}

function grantTexts({ before, after }: Granting, what: string): readonly string[] {
  if (!before || !after) return [`${before ? '+' : '-'} ${what} ${(before ?? after)?.name ?? ''}`];
  const { gained, lost } = differenceOf(after.grants, before.grants);
  const grants = [
    ...gained.map((permission) => `+ ${formatPermission(permission)}`),
    ...lost.map((permission) => `- ${formatPermission(permission)}`),
  ];
  // A description differs with every hash in it: alone it says nothing.
  return [
    ...grants,
    ...fieldTexts({ ...before, grants: {}, description: '' }, { ...after, grants: {}, description: '' }),
  ];
}

/** `email: a@b.c, declared x@y.z`. */
function fieldTexts(before: object, after: object): readonly string[] {
  const [is, should] = [before, after] as unknown as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  return Object.keys(should)
    .filter((key) => !sameValue(is[key], should[key]))
    .map((key) => `${key}: ${told(is[key])}, declared ${told(should[key])}`);
}

function told(value: unknown): string {
  if (value === undefined || value === null || value === '') return '(none)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
