import type { LoginActivity } from '../model/activity.ts';
import type { Change } from '../model/change.ts';
import { mentions } from '../model/mentions.ts';
import type { Author } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';

/**
 * The last who touched what a change is about, by the audit trail of Setup. The trail has neither ids nor addresses: names
 * are looked for in its texts, and the address is that of the one log-in of this person that was open then.
 */
export function whoChanged(snapshot: Snapshot, change: Change): Author | undefined {
  const wanted = namesIn(snapshot, change);
  const entry = snapshot.setupChanges.find(({ display }) =>
    wanted.every((names) => names.some((name) => mentions(display, name))),
  );
  if (!entry) return undefined;
  const { at, by, display } = entry;
  return { at, by, display, from: addressOf(snapshot.logins, by, at) };
}

/** Every list must be met by one of its names: an assignment is named by its set and its user. */
function namesIn(snapshot: Snapshot, change: Change): readonly (readonly string[])[] {
  const state = change.before ?? change.after;
  if (!state) return [[]];
  if (change.subject === 'assignment' && 'target' in state)
    return [labelled(snapshot, state.target.name), called(snapshot, state.username)];
  if ('username' in state) return [called(snapshot, state.username)];
  return 'label' in state ? [[state.name, state.label]] : [[state.name]];
}

function labelled({ containers, groups }: Snapshot, name: string): readonly string[] {
  const found = [...containers, ...groups].find((one) => one.name === name);
  return found ? [name, found.label] : [name];
}

function called({ users }: Snapshot, username: string): readonly string[] {
  const user = users.find((one) => one.username.toLowerCase() === username.toLowerCase());
  return user ? [username, user.name] : [username];
}

/** Sessions of people last hours: a log-in on that day or the day before counts as open. */
const OPEN_MS = 24 * 3_600_000;

function addressOf(logins: readonly LoginActivity[], by: string, at: string): string | undefined {
  const moment = Date.parse(at);
  const open = logins.filter(
    ({ username, status, first, last }) =>
      username.toLowerCase() === by.toLowerCase() &&
      status === 'Success' &&
      Date.parse(first) <= moment &&
      Date.parse(last) >= moment - OPEN_MS,
  );
  const addresses = new Set(open.map(({ sourceIp }) => sourceIp).filter((address) => address !== ''));
  const [address] = addresses;
  return addresses.size === 1 ? address : undefined;
}
