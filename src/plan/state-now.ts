import type { AppState, Change, UserState } from '../model/change.ts';
import { sameGrants } from '../model/grant-list.ts';
import {
  appStateOf,
  type CurrentState,
  permissionSetStateOf,
  profileStateOf,
  sameProfile,
  userStateOf,
} from './current-state.ts';

import { sameValue } from './fingerprint.ts';

type State = NonNullable<Change['after']>;

/** What stands in a snapshot where a change would be; `undefined` when nothing does. `wished` fills what sources do not say. */
export function stateNow(current: CurrentState, change: Change, wished: Change['after']): Change['after'] {
  const { names } = current.snapshot;
  const state = wished ?? change.after ?? change.before;
  if (!state) return undefined;
  switch (change.subject) {
    case 'profile': {
      const found = current.profile((state as { name: string }).name);
      return found && profileStateOf(names, found);
    }
    case 'permission-set': {
      const found = current.permissionSet((state as { name: string }).name);
      return found && permissionSetStateOf(names, found);
    }
    case 'user': {
      const found = current.user((state as UserState).username);
      return found && userStateOf(found, state as UserState);
    }
    case 'licence': {
      const { username, licence } = state as { username: string; licence: string };
      return current.user(username)?.permissionSetLicenses.includes(licence) ? state : undefined;
    }
    case 'assignment': {
      const { username, target } = state as NonNullable<Extract<Change, { subject: 'assignment' }>['after']>;
      const found = current
        .assignmentsTo(target.kind, target.name)
        .find((one) => one.username.toLowerCase() === username.toLowerCase());
      return found && { username, target, expires: found.expires };
    }
    case 'app': {
      const found = current.app((state as AppState).name);
      return found && appStateOf(current, found, state as AppState);
    }
    case 'tokens':
    case 'sessions':
      return undefined;
  }
}

/** Whether two states of one subject are the same as far as changes are concerned. */
export function sameState({ subject }: Change, a: State | undefined, b: State | undefined): boolean {
  if (!a || !b) return isGone(subject, a) && isGone(subject, b);
  if (subject === 'user') return sameUser(a as UserState, b as UserState);
  if ('grants' in a && 'grants' in b) {
    const { grants: x, description: _a, ...rest } = a;
    const { grants: y, description: _b, ...others } = b;
    return sameGrants(x, y) && sameValue(rest, others);
  }
  return sameValue(plainOf(a), plainOf(b));
}

/** A user that was created and taken back is there for ever, inactive. */
function isGone(subject: Change['subject'], state: State | undefined): boolean {
  return !state || (subject === 'user' && !(state as UserState).active);
}

function sameUser(a: UserState, b: UserState): boolean {
  return (
    a.username.toLowerCase() === b.username.toLowerCase() &&
    sameProfile(a.profile, b.profile) &&
    a.active === b.active &&
    a.frozen === b.frozen &&
    a.email === b.email
  );
}

function plainOf(state: State): unknown {
  return 'description' in state ? { ...state, description: '' } : state;
}
